import { fold } from "../text/fold.ts";

/** Given names with the short forms that people sign with; each line is one name. */
const GROUPS = `alexander alex aleksandr sasha shura sandro xander oleksandr
alexandra aleksandra sasha alexa sandra oleksandra
alexey aleksei alyosha lyosha lesha
anastasia nastya asya
andrew andy drew
andrey andrei andrii dron
anna anya ann annie
anthony tony
barbara barb
benjamin ben benny
boris borya
catherine katherine kathryn kate katie cathy kathy
charles charlie chuck
christina kristina chris tina
christopher chris kit topher
daniel dan danny daniil danila
darya daria dasha
david dave davy
deborah debbie deb
dmitry dmitri dima mitya dmytro
edward ed eddie ted ned
ekaterina katya katerina kateryna
elena helen lena alyona olena
elizabeth liz beth eliza lizzie betty elizaveta liza
emily em emmy
eugene evgeny yevgeniy zhenya gene yevhen
evgenia zhenya yevgeniya
francis frank
frederick fred freddie
galina galya halyna
gabriel gabe
george georgy gosha zhora yegor egor
grigory grisha hryhorii gregory greg
harold harry hal
henry harry hank
igor ihor
ilya ilia illia
irina ira iryna
ivan vanya
jacob jake
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
john johnny jack jon
jonathan jon
joseph joe joey
joshua josh
judith judy
kimberly kim
konstantin kostya kostiantyn
ksenia xenia ksyusha oksana
lawrence larry laurence
leonard leo len
leonid lyonya
lev leo lyova
lyubov lyuba
lyudmila lyuda mila liudmyla
margaret maggie meg peggy margarita rita
maria mary masha marusya mariia
matthew matt matvey
maxim max maks maksym
michael mike mick mikhail misha mykhailo mykhaylo
natalia natasha natalie nataliya nata
nicholas nick nicky nikolay nikolai kolya mykola
nikita nik
olga olya olha
oleg oleh
patricia pat patty trish
patrick pat paddy
paul pavel pasha pavlo
peter pete petr pyotr petya petro
philip phil filipp
polina polya
rebecca becky becca
richard rich rick ricky dick
robert rob bob bobby robbie
roman roma
ronald ron ronnie
samuel sam sammy
sergey sergei seryozha serezha serhii serhiy
sofia sophia sonya sophie sofya
stanislav stas
stephen steven steve stepan
susan sue susie suzanne
svetlana sveta lana svitlana
tatiana tanya tetiana
thomas tom tommy
timothy tim timofey
valentina valya
valery valeriy valera
vasily vasya vasyl
victor vitya viktor
victoria vika vicky viktoria
vitaly vitalik vitalii
vladimir vova volodya volodymyr
vladislav vlad vladyslav
vyacheslav slava viacheslav
william will bill billy willy liam
yaroslav slava yarik
yulia julia yuliya julie
yury yuri yura yurii
zachary zach zack`;

const groups = new Map<string, number[]>();
for (const [index, line] of GROUPS.split("\n").entries()) {
  for (const folded of new Set(line.split(" ").map(fold))) {
    groups.set(folded, [...groups.get(folded) ?? [], index]);
  }
}

/** Numbers of the names that a folded given name is, or is short for; `sasha` has two. */
export function nameGroups(folded: string): readonly number[] | null {
  return groups.get(folded) ?? null;
}
