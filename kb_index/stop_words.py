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

STOP_WORDS = FUNCTION_WORDS | frozenset(" ".join((_GREETINGS, _CALENDAR, _ASKING)).casefold().split())
"""Function words, greetings, days and months, and what is said of any request. Other languages' common words are found
by being common (`theme.telling_words`)."""
