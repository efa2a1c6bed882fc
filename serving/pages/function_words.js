// Words that name no subject: articles, pronouns, prepositions, greetings, in the languages that the page can tell apart.
// What a request is about is not among them, so of the reasons that a page has room for they are no use.

const WORDS = {
  en: `
    a about across actually after afternoon again against all already also although always am among an and any
    anyone anything are as at be because been before being best between but by can cannot cant cheers could dear
    did didn do does doesn doing don done during evening ever everyone for from fw fwd get gets getting go got had
    has have having he hello her here hey hi him his how however i if in into is isn it its just kind kindly know
    like madam made make many may maybe me might more morning most much must my need needs never new no nobody nor
    not nothing now of off often oh ok on one only or other our out over own per please quite rather re really
    regards same shall she should since sincerely sir so some someone something still such team than thank thanks
    that the their them then there therefore these they thing things this those though through to too tried try
    trying under until up upon us use used using very via want was way we well were what when where which while
    who whom whose why will with within without won would yes yet you your`,
  de: `
    ab abend aber alle alles als also am an auch auf aus bei bin bis bitte bitten bzw ca da damen damit dank danke
    dann das dass dein deine dem den denn der des die dies diese diesem diesen dieser doch dort durch ein eine
    einem einen einer eines er es etc etwas freundliche freundlichen für geehrte geehrter gegen gibt gruß grüße
    gute guten hab habe haben hallo hat hatte hatten herren herzliche hier ich ihm ihn ihnen ihr ihre ihrem ihren
    ihrer ihres im immer in ist ja jede jeder jedes jemand jetzt kann kein keine können könnte könnten leider
    liebe lieber liebes mal man mehr mein meine meinem meinen meiner mich mir mit moin morgen muss müsste nach
    nicht niemand noch nun nur ob oder ohne schon sehr sein seit servus sich sie sind so soll sollte sollten sowie
    tag team um und uns unser unsere unserem unseren unter vielen vom von vor war warum was weil wenn wer werden
    wie wieder will wir wird wo wohl worden wurde wurden wäre wären würde würden zu zum zur zwar über`,
  ru: `
    а б без благодарю будет буду будут был была были было быть в вам вами вас ваш ваша ваше вашего вашей ваши весь
    вечер во вообще вот все всегда всего всем всех всё вы где да даже день для до доброе добрый его ее если есть
    еще ещё её же за заранее зачем здесь здравствуйте и из извините или им их к как какой когда команда которая
    которого которое которые который кто кто-то ли либо лишь меня мне мной могли могу моего моей может можете
    можно мой мою моя мы на нам нами нас наш наше нашего нашей наши не него нее нет неё ни нибудь никогда никто
    ними них ничего но ну о об один он она они опять от откуда очень по под подскажите пожалуйста после потому
    почему при привет про просто раз с сам свой себе себя сейчас скажите со спасибо сюда так такая также такие
    такое такой там тебя тем то того тоже только том тот ту туда ты у уважаемые уважаемый уважением уже утро хотя
    чего чем что что-то чтобы эта эти это этого этой этом этот я`,
  no: `
    alle alt andre at av bare begge ble bli blir blitt da dag de deg den denne der dere deres dersom det dette din
    disse ditt du ei eller en enn ennå er et etter for fordi fra får gjennom god ha hadde han har hei hele hen her
    hilsen hilsning hun hva hvem hver hvilken hvis hvor hvordan hvorfor ikke ingen ingenting inn ja jeg jo kan
    kjære kunne kveld man mange med meg mellom men mens min mine mitt morgen mot mvh mye må måtte nei noe noen nå
    når og også om opp oss over på samme seg selv siden sin skal skulle slik som så sånn takk team til tilbake
    under ut uten var ved vel vennlig vennlige vennligst vi vil ville vår våre være vært ønsker`,
  ja: `
    ありがとう ある いたします いる おはようございます お世話 お世話になっております お願い お願いいたします お願いします か から が ください こと これ こんにちは した して すみません それ た ため だ
    て で でした です と という な なっております に ね の ので は へ ました ます ません まで も もの や よ よう ように よろしく よろしくお願いします を`,
};
const LISTS = Object.fromEntries(Object.entries(WORDS).map(([tag, words]) => [tag, new Set(words.trim().split(/\s+/))]));
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;
const FEWEST = 3;
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];

/** Whether `word` names no subject in `language`; of a language without a list, in any of them. */
export function isFunctionWord(word, language) {
  const lists = LISTS[language] ? [LISTS[language]] : Object.values(LISTS);
  const parts = wordsOf(word);
  return parts.every((part) => part.length < 2 || lists.some((list) => list.has(part)));
}

/** Whether a text has a word that sentences of those languages are made with; of one or two words nobody can say. */
export function readsLikeText(text) {
  const words = wordsOf(text);
  return words.length < FEWEST || UNSPACED.test(text) || words.some((word) => Object.values(LISTS).some((list) => list.has(word)));
}
