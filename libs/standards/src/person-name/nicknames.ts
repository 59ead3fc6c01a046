/** Short and familiar forms of given names in Latin letters; a line is one name, a form may stand in several. */
const GROUPS = `
robert bob bobby rob robbie robby bert roberto
william will bill billy willie liam willy
richard rick ricky dick rich richie
james jim jimmy jamie jem
john jack johnny jon jonny
jonathan jon jonny nathan
joseph joe joey
michael mike mick mickey micky mikey
david dave davey davy
daniel dan danny
thomas tom tommy
edward ed eddie eddy ted teddy ned
edmund ed eddie ted
edwin ed eddie
charles charlie chuck chas charley
christopher chris kit topher
christine chris christina tina chrissy
steven stephen steve stevie
andrew andy drew andre
anthony tony antony anton
matthew matt matty
nicholas nick nicky nicolas nico
alexander alex alec sandy al sasha xander alexandr aleksandr alyaksandr
alexandra alex sandra sandy lexi sasha
benjamin ben benny benji
samuel sam sammy
samantha sam sammy
gregory greg gregg
kenneth ken kenny
lawrence larry laurence lauren
peter pete
patrick pat paddy
patricia pat patty patti tricia trish
philip phillip phil
raymond ray
ronald ron ronnie
donald don donnie
douglas doug
gerald gerry jerry
jeremy jerry jem
geoffrey jeffrey geoff jeff
frederick fred freddie freddy
francis frank fran
frances fran fanny frankie
henry harry hank hal
harold harry hal
howard howie
albert al bert
alfred al fred alf
arthur art artie
timothy tim timmy
theodore ted theo teddy
vincent vince vinny
walter walt wally
zachary zach zack zac
joshua josh
jacob jake
maurice morris mo morrie
margaret peggy peggie meg maggie megan marge margie greta rita daisy
elizabeth liz lizzie beth betty eliza elisabeth libby bess
katherine catherine kate kathy cathy katie kay kitty kathryn catharine
jennifer jen jenny
jessica jess jessie
susan sue susie suzy susanne suzanne susanna
barbara barb babs
deborah deb debbie debra
dorothy dot dolly
eleanor ellie nell nora
helen nell ellen
mary molly polly marie maria
martha marty
matilda tilly mattie
nancy nan ann
ann anna anne annie nan hannah
pamela pam
rebecca becky becca
sarah sally sara
stephanie steph steffi
teresa theresa terry tess
victoria vicky tori
virginia ginny
veronica ronnie
amanda mandy
cynthia cindy
florence flo florrie
gwendolyn gwen
isabella bella izzy isabel isobel
josephine jo josie
judith judy
louisa louise lou
mohammed mohamed muhammad muhammed mohammad mohamad mohd mhd md mehmet ahmed
abdul abdullah abd
anastasia nastassia anastassia ana stacy
vladimir volodya vova
dmitri dima dmitry
ivan vanya
jose pepe
francisco paco pancho
ignacio nacho
guadalupe lupe
`;

const heads = new Map<string, string[]>();
for (const line of GROUPS.trim().split('\n')) {
  const names = line.split(' ');
  for (const name of names) heads.set(name, [...(heads.get(name) ?? []), names[0]!]);
}

const none: readonly string[] = [];

/** The names that a given name may be a form of, itself included where it has such forms; empty for others. */
export const fullForms = (given: string): readonly string[] => heads.get(given) ?? none;
