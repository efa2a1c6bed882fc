"""Stop words: what names no subject, however often a group of requests says it."""

_ENGLISH = """about after again all also and any anyone are because been before being but can cannot cant could
did didn does doesn doing don done for from get gets getting got had has have having hello her here him his how
into isn its just know like made make many may maybe more most much must need needs new nor not now off one only
other our out over own please same she should since some still such than thank thanks that the their them then
there these they thing things this those through too tried try trying under until use used using very want was
way well were what when where which while who why will with won would yet you your"""
_GERMAN = """aber alle alles als also auch auf aus bei bin bis bitte bitten damit danke dann das dass dem den
denn der des die dies diese diesem diesen dieser doch dort durch ein eine einem einen einer eines er es für
gegen gibt hab habe haben hallo hat hatte hier ich ihm ihn ihnen ihr ihre immer in ist ja jetzt kann kein keine
können mal man mehr mein meine mich mir mit muss nach nicht noch nun nur oder ohne schon sehr sein seit sich sie
sind soll über um und uns unser unsere unter vom von vor war warum was weil wenn wer werden wie wieder will wir
wird wo wurde zu zum zur"""
_RUSSIAN = """без был была были было быть вам вас ваш весь во вот все всё всем всех вы где да даже для до его ее
её если есть еще ещё же за здравствуйте из или им их как какой когда кто ли меня мне могу может можно мой моя мы
на нам нас наш не него нее неё нет ни них но ну об один он она они опять от очень по под пожалуйста после потому
почему при про раз с сам свой себя сейчас со спасибо так также там тем то того тоже только том тот ту ты у уже
хотя чего чем что чтобы эта эти это этого этой этом этот"""
_NORWEGIAN = """alle alt andre at av bare begge ble bli blir da de deg den denne der dere det dette din disse du
eller en enn er et etter for fra får ha hadde han har hei hele her hun hva hvem hver hvilken hvis hvor hvordan
hvorfor ikke ingen inn jeg kan kunne man mange med meg men min mitt mot mye må når noe noen nå og også om opp
oss over på samme seg selv siden sin skal som så takk til tilbake under ut uten var ved vi vil være vår vært"""
_DUTCH = """aan al alle als altijd ander bij dan dat de deze die dit doe doen doet door een eens en er geen gaan
gaat ga geweest graag haar had hebben heb hebt heeft heel hem het hier hij hoe hun iets ik in is je jij jullie
kan kunnen kunt laat maar me meer met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op
over sinds te tegen toch toen tot uit van vanaf veel voor waar wanneer want waren was wat weer wel werd wie wij
wil worden wordt zal ze zelf zich zij zijn zo zonder zou"""
_FRENCH = """alors après aucun aussi autre aux avant avec avoir avons bien car ce cela ces cet cette chez comme
comment dans de depuis des donc dont du elle elles en encore entre est et être fait faire faut il ils je jusque
la le les leur lorsque lui ma mais me même mes moi mon ne ni nos notre nous on ou où par parce pas pendant peu
peut peux plus pour pourquoi quand que quel quelle qui quoi sa sans se ses si son sont sous sur ta te tes toi
ton toujours tous tout toute très trop tu un une vers vos votre vous ça été êtes"""
_SPANISH = """al algo ante antes así aún aunque bien cada como cómo con contra cual cuál cuando cuándo de del
desde donde dónde dos durante el él ella ellas ellos en entre era eres es esa ese eso esta está están estamos
estar este esto estos estoy fue ha hace hacer hacia han hasta hay he la las le les lo los más me mi mí mis mucho
muy nada ni no nos nosotros nuestra nuestro nunca otra otro para pero poco por porque puede pueden puedo que qué
quien se ser si sí sido siempre sin sobre solo sólo son soy su sus también tampoco tan tanto te tengo tiene
tienen todo todos tu tus un una uno unos usted ya yo"""
_ITALIAN = """agli ai al alla alle allo anche ancora avere che chi ci come con contro cosa così cui da dagli dai
dal dalla dei del della delle dello dopo dove due è ed era essere fa fare fino fra già gli ha hanno ho il in io
la le lei lo loro ma me mi mia mio molto ne nei nel nella nelle non nostra nostro o ogni per perché perchè però
più poi poco può posso prima qual quale quando quanto quella quello questa questi questo qui se sei senza si sia
siamo sono sta sto su sua sugli sul sulla suo tra tu tutti tutto un una uno va vi voi"""
_PORTUGUESE = """ainda alguma algum ao aos após aquela aquele até com como da das de dela dele depois desde do
dos e é ela ele eles em entre era essa esse esta está estamos estão este eu foi há isso isto já lhe mais mas me
mesmo meu minha muito na não nas nem no nos nossa nosso num numa o os ou para pela pelo pode pois por porque
posso quando que quem se sem ser seu só sobre sua são também te tem tenho ter todo todos um uma você vocês"""
_SWEDISH = """alla allt att av blev bli blir de dem den denna dess det detta dig din du då där efter ej eller en
ett från för ha hade han har hon hur här i icke ingen inom inte jag kan kommer man med mellan men mig min mitt
mot mycket ni nu när någon något och om oss på samma sedan sig sin sitt ska skulle som så till under upp ut utan
vad var vara varför vi vid vilken vår är än över"""
_DANISH = """af alle anden at blev blive bliver da de dem den denne der det dette dig din disse dog du efter
eller en end er et for fra ham han hans har havde hende her hos hun hvad hvis hvor hvordan hvorfor i ikke ind
jeg jer kan kunne lige man mange med meget men mig min mit mod ned noget nogle nu når og også om op os over på
selv sig sin skal skulle som til ud under var ved vi vil ville vores være været"""
_POLISH = """aby ale bardzo bez bo by być była było były chce czy dla do gdy gdzie go ich ile im inne jak jako
jest jestem jeszcze jeśli już każdy kiedy kto która które który lub ma mam mi mnie może można mój my na nad nam
nas nasz nie nic nich niż o od oraz po pod ponieważ przed przez przy się są ta tak także tam te tego tej ten też
to tu tylko w we więc wszystko z za ze że"""
_JAPANESE = "です ます した して いる ある こと これ それ ので から まで ください お願いします ありがとう"

_GREETINGS = """hello hallo hei heisann morning afternoon evening greetings welcome dear team everyone kind kindly best
warm regards wishes sincerely yours cheers thx thnx tnx appreciate appreciated advance sent guten tag
morgen abend moin servus liebe lieber geehrte geehrter damen herren freundlichen freundliche freundlichem gruß grüße
grüßen viele vielen beste besten mfg voraus bedanke здравствуйте добрый день доброе утро вечер привет уважением
уважаемые уважаемый уважаемая коллеги команда поддержка заранее благодарю благодарен благодарна наилучшими пожеланиями
просьба прошу morn hilsen hilsener vennlig vennlige mvh forhånd tusen dag kveld よろしく お世話 失礼"""
_CALENDAR = """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
january february march april june july august september october november december jan feb mar apr jun jul aug sep sept
oct nov dec today tomorrow yesterday tonight day days week weeks month months year years hour hours minute minutes time
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember
heute gestern woche wochen monat monate jahr jahre stunde stunden tage uhr понедельник понедельника вторник вторника
среда среду среды четверг четверга пятница пятницу пятницы суббота субботу субботы воскресенье воскресенья января
февраля марта апреля мая июня июля августа сентября октября ноября декабря январь февраль март апрель май июнь июль
август сентябрь октябрь ноябрь декабрь сегодня завтра вчера дня дней недели неделю неделя месяц месяца год года часа
часов минут время mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar mars april juni juli desember idag
morgen gestern uke uker måned måneder år timer dager lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes
miércoles jueves viernes sábado domingo"""
_ASKING = """issue issues problem problems question questions help assist assistance request requests ticket tickets
case cases support user users customer customers client following follow below above attached attachment see seen look
looks find found give given provide provided provides send sending receive received know let tell inform informed
advise advised check checked confirm confirmed sure able unable possible come comes came goes going gone put take taken
show shows shown say
says said mean ask asked asking work working works worked happen happens happened seem seems think ok okay yes two three
four five first second third last next another every each both few lot many something anything nothing someone anyone
everything actually really currently already always never often again back here including regarding per via etc
hesitate urgent soon ago later earlier week wie problem probleme frage fragen hilfe helfen anfrage bekomme bekommen
erhalte erhalten geben gerne leider zwei drei erste ersten letzte letzten folgende folgenden anbei sehen senden
gesendet проблема проблемы проблему проблемой вопрос вопроса вопросы помогите помочь помощь подскажите хочу хотел
хотела хотелось нужно надо нужен нужна может могли получить получил получаю сделать делать работает работать просто
вообще однако поэтому например два две три первый первая раза следующее ниже выше данный данная данные пишет пишу
напишите сообщите problem problemer spørsmål hjelp hjelpe trenger ønsker prøvd får fikk sendt finne finner vet vil to
tre første siste følgende vedlagt gjerne dessverre 問題 質問"""

FUNCTION_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _RUSSIAN, _NORWEGIAN, _JAPANESE)).casefold().split())
"""Case-folded, of English, German, Russian, Norwegian and Japanese."""
OTHER_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "nl": _DUTCH,
        "fr": _FRENCH,
        "es": _SPANISH,
        "it": _ITALIAN,
        "pt": _PORTUGUESE,
        "sv": _SWEDISH,
        "da": _DANISH,
        "pl": _POLISH,
    }.items()
}
"""By language, for texts in it alone: a Dutch `door` is an English one."""

STOP_WORDS = FUNCTION_WORDS | frozenset(" ".join((_GREETINGS, _CALENDAR, _ASKING)).casefold().split())
"""Function words, greetings, days and months, and what is said of any request. Other languages' common words are found
by being common (`theme.telling_words`)."""
