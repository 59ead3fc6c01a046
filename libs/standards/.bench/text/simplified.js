import { Converter } from 'opencc-js/t2cn';
let convert;
const converter = () => (convert ??= Converter({ from: 't', to: 'cn' }));
/** Per UTF-16 unit: 0 not asked yet, 1 stays as it is, 2 may change. Lets simplified text, nearly all there is, pass untouched. */
const known = new Uint8Array(0x10000);
/** Traditional characters to simplified ones, by phrase where the phrase decides (乾坤, but 干净). */
export function toSimplified(text) {
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit < 0x2e80)
            continue;
        let state = known[unit];
        if (state === 0) {
            const surrogate = unit >= 0xd800 && unit < 0xe000;
            state = known[unit] = surrogate || converter()(text[i]) !== text[i] ? 2 : 1;
        }
        if (state === 2)
            return converter()(text);
    }
    return text;
}
