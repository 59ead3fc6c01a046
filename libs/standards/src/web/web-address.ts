/** Where anybody has a mailbox: the domain says nothing of whose it is. */
const PROVIDERS = new Set(
  'gmail googlemail hotmail outlook live msn yahoo ymail aol icloud me mac gmx web mail yandex qq 163 126 sina sohu foxmail protonmail proton zoho btinternet comcast verizon att sbcglobal libero orange wanadoo free laposte t-online naver daum hanmail rediffmail'.split(
    ' ',
  ),
);

const DOMAIN = /^[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?)*\.\p{L}{2,}$/u;

/**
 * The domain that a website or an e-mail address belongs to, without `www.`; of a mailbox at a public provider the whole address. Undefined for
 * any other text.
 */
export function webAddress(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  const mail = /^(?:mailto:)?([^\s@<>"]+)@([^\s@<>"]+)$/.exec(plain);
  if (mail) {
    const [, local, domain] = mail as unknown as [string, string, string];
    if (!DOMAIN.test(domain)) return undefined;
    return PROVIDERS.has(domain.split('.', 1)[0]!) ? `${local}@${domain}` : domain.replace(/^www\./, '');
  }
  const host = plain
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\d?\./, '');
  return DOMAIN.test(host) ? host : undefined;
}
