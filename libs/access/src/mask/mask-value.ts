/**
 * What is left of a value for whoever may only recognise it. The forms are those in use on counters and receipts:
 * 3302**********1234, 张*, 138****1234.
 * @param type of the attribute in the data dictionary
 */
export function maskValue(type: string, value: unknown): unknown {
  if (typeof value !== 'string') return '*';
  switch (type) {
    case 'name':
      return maskName(value);
    case 'identifier':
      return maskIdentifier(value);
    case 'phone':
      return between(value, 3, 4);
    case 'date':
      // The year and no more, whatever was known of it.
      return `${value.slice(0, 4)}-**-**`;
    case 'division':
      return between(value, 4, 0);
    case 'address':
      return maskAddress(value);
    case 'email':
      return maskEmail(value);
    case 'text':
      return between(value, 1, 0);
    default:
      return '*';
  }
}

/** 张*, 欧***, J*** S**** */
const maskName = (name: string): string =>
  name
    .split(' ')
    .map((part) => between(part, 1, 0))
    .join(' ');

/** The ends of a number, as long as more than half of it stays hidden. */
function maskIdentifier(number: string): string {
  const shown = number.length >= 15 ? 4 : number.length >= 8 ? 2 : number.length >= 4 ? 1 : 0;
  return between(number, shown, shown);
}

/** As far as the county: 浙江省宁波市海曙区**** */
const maskAddress = (address: string): string => `${/^.*?[区县旗]|^.*?市/.exec(address)?.[0] ?? ''}****`;

function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${between(address.slice(0, at), 1, 0)}${address.slice(at)}`;
}

/** All but the first and last characters; a value too short for that shows nothing. */
function between(text: string, first: number, last: number): string {
  const characters = [...text];
  if (characters.length <= first + last) return '*'.repeat(Math.max(characters.length, 1));
  const hidden = characters.length - first - last;
  return `${characters.slice(0, first).join('')}${'*'.repeat(hidden)}${last > 0 ? characters.slice(-last).join('') : ''}`;
}
