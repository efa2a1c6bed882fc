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

STOP_WORDS = frozenset(" ".join((_ENGLISH, _GERMAN, _RUSSIAN, _NORWEGIAN, _JAPANESE)).split())
"""In lower case, of English, German, Russian, Norwegian and Japanese. Other languages' common words are found by being
common (`theme.telling_words`)."""
