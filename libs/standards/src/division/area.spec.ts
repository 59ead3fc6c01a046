import { describe, expect, it } from '@jest/globals';
import { checkArea } from './area.js';

describe('checkArea', () => {
  it.each([
    ['海曙区', '330203'],
    ['海 曙 区', '330203'],
    ['海曙', '330203'],
    ['宁波', '330200'],
    ['宁波市', '330200'],
    ['浙江省', '330000'],
    ['浙江省宁波市江北区', '330205'],
    ['宁波市江北区', '330205'],
    ['奉化区', '330213'],
    ['奉化市', '330283'],
    ['鄞州区', '330212'],
    ['全国', 'CN'],
    ['330203', '330203'],
    ['CH', 'CH'],
  ])('reads %s as %s', (text, value) => expect(checkArea(text)).toEqual({ ok: true, value }));

  it('asks which of several, unless it is told where they lie', () => {
    expect(checkArea('江北区')).toMatchObject({ ok: false, code: 'area-ambiguous' });
    expect(checkArea('江北区', '330200')).toEqual({ ok: true, value: '330205' });
  });

  it.each(['本市合计', '海曙镇区', '杭州市海曙区'])('does not know %s', (text) =>
    expect(checkArea(text)).toMatchObject({ ok: false, code: 'area-unknown' }),
  );
});
