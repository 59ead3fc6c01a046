/**
 * Legal forms by their usual short name, with their other writings, in small Latin letters (of other alphabets letter by letter) and without
 * dots. One line for each group of countries that share them.
 */
const FORMS = `
inc: incorporated; corp: corporation; co: company, cos, companies; ltd: limited, co ltd, company limited, company ltd, co limited, corp ltd, corporation limited
llc: lc, limited liability company, limited liability co, ltd liability co; llp: limited liability partnership; lp: limited partnership; lllp; plc: public limited company; pllc; pc: professional corporation; cic; cio; ultd: unlimited
pty: pty ltd, pty limited, proprietary limited, proprietary ltd; pte: pte ltd, pte limited, private ltd; pvt: pvt ltd, pvt limited, private limited; opc; sdn bhd: sendirian berhad; bhd: berhad
gmbh: gesellschaft mit beschrankter haftung, gesellschaft mit beschraenkter haftung, gesmbh, mbh; ag: aktiengesellschaft; kg: kommanditgesellschaft, gmbh co kg, gmbh und co kg, ag co kg, co kg; kgaa; ohg; gbr; ug: ug haftungsbeschrankt, ug haftungsbeschraenkt; eg; ev: eingetragener verein; se; partg; partgmbb; ek: eingetragener kaufmann
sa: societe anonyme, sociedad anonima, sociedade anonima, societa anonima, sa de cv, sab de cv, spolka akcyjna; sas: sasu, societe par actions simplifiee, sapi de cv; sarl: societe a responsabilite limitee, selarl, eurl; snc; sci; scop; sca; scs; gie; earl
spa: societa per azioni; srl: srls, societa a responsabilita limitata, sociedad de responsabilidad limitada, srl de cv, s de rl, s de rl de cv; sl: slu, sociedad limitada; sau; sapa; scarl; sac; saa; eirl; ltda: limitada, lda, cia ltda, sociedade limitada; epp; eireli; sgps
bv: besloten vennootschap, bvba, sprl; nv: naamloze vennootschap; vof; cv; cvba; scrl; asbl; vzw; stichting
ab: aktiebolag; hb: handelsbolag; kb; as: aksjeselskap, aktieselskab, anonim sirketi, akciova spolecnost; asa; ans; da; aps: anpartsselskab; is; ivs; oy: osakeyhtio; oyj; ky; tmi; ehf; hf; ltd sti: limited sirketi, ltdsti
spzoo: sp zoo, sp z oo, spolka zoo, spolka z oo, spolka z ograniczona odpowiedzialnoscia; spj: sp j, spolka jawna; spk: sp k; sro: spol sro, spol s ro, spolecnost s rucenim omezenym; vos; ks; kft: korlatolt felelossegu tarsasag; zrt; nyrt; bt; doo: drustvo s ogranicenom odgovornoscu; dd; ad; ood; eood; ead; jdoo; dno; uab; sia; ou
ooo: obshchestvo s ogranichennoy otvetstvennostyu; oao: otkrytoe aktsionernoe obshchestvo; zao: zakrytoe aktsionernoe obshchestvo; pao: publichnoe aktsionernoe obshchestvo; ao: aktsionernoe obshchestvo; ip: individualnyy predprinimatel; tov: tovarystvo z obmezhenoyu vidpovidalnistyu; prat; pat; too: tovarishchestvo s ogranichennoy otvetstvennostyu; jsc: joint stock company; ojsc: open joint stock company; cjsc: closed joint stock company; pjsc: public joint stock company
ae: anonymi etaireia, anonymh etaireia; epe: etaireia periorismenis eythynis; oe: omorrythmi etaireia; ee: eterorrythmi etaireia; ike
kk: kabushiki kaisha, kabushiki gaisha, kabushikigaisha; yk: yugen kaisha, yugen gaisha, yugengaisha; gk: godo kaisha, godo gaisha, godogaisha; pt: perseroan terbatas; tbk; pcl: public company limited, pcl ltd
wll; fze; fzc; fzco; dmcc; qsc: qpsc; saog; saoc; psc; shrkh; dhmm; shmm; mussh; est: establishment; bm
`;

/** Of these countries the form stands before the name. */
const BEFORE = new Set(
  'pt cv ooo oao zao pao ao ip tov prat pat too jsc ojsc cjsc pjsc uab sia ab shrkh mussh stichting kk yk gk ae epe spa'.split(
    ' ',
  ),
);

/** Forms in scripts that are written without spaces, wherever in the name they stand. */
const NATIVE: readonly (readonly [RegExp, string])[] = [
  [/株式会社|株式會社|\(株\)|주식회사|\(주\)/g, 'kk'],
  [/有限会社|\(有\)|유한회사|\(유\)/g, 'yk'],
  [/合同会社|合資会社|合名会社|유한책임회사/g, 'gk'],
];

const forms = new Map<string, string>();
for (const entry of FORMS.trim().split(/[;\n]/)) {
  const [form, others] = entry.split(':').map((part) => part.trim());
  for (const writing of [form!, ...(others?.split(',') ?? [])]) forms.set(writing.trim(), form!);
}
const longest = Math.max(...[...forms.keys()].map((writing) => writing.split(' ').length));

const JOINING = new Set(['and', 'und', 'et', 'y', 'e', 'og', 'och', 'en', 'i']);

/** Takes the forms off both ends of a name; of several the first is kept. A name that is nothing else stays whole. */
export function withoutForms(words: readonly string[]): { words: readonly string[]; form: string } {
  let rest = words;
  let form = '';
  const take = (length: number, atEnd: boolean): boolean => {
    const writing = (atEnd ? rest.slice(rest.length - length) : rest.slice(0, length)).join(' ');
    const found = forms.get(writing);
    if (found === undefined || (!atEnd && !BEFORE.has(found))) return false;
    rest = atEnd ? rest.slice(0, rest.length - length) : rest.slice(length);
    form = found;
    // Penhale and Co
    if (atEnd && rest.length > 1 && JOINING.has(rest.at(-1)!)) rest = rest.slice(0, -1);
    return true;
  };
  const once = (atEnd: boolean): boolean => {
    for (let length = Math.min(longest, rest.length - 1); length > 0; length--) if (take(length, atEnd)) return true;
    return false;
  };
  while (once(true));
  while (once(false));
  return { words: rest, form };
}

/** A name without the forms that are written in characters, as `native` of Latin letters. */
export function withoutNativeForms(text: string): { text: string; form: string } {
  let form = '';
  let rest = text;
  for (const [pattern, found] of NATIVE) {
    const without = rest.replace(pattern, ' ');
    if (without.trim() === '' || without === rest) continue;
    rest = without;
    form = found;
  }
  return { text: rest.trim(), form };
}
