import { describe, expect, it } from '@jest/globals';
import { parseAddress } from './parse-address.js';

describe('parseAddress', () => {
  it.each([
    ['浙江省宁波市海曙区中山西路十八号', { division: '330203', street: '中山西路', number: '18号' }],
    ['宁波海曙中山西路18#', { division: '330203', street: '中山西路', number: '18号' }],
    [
      '海曙区中山西路18号天宁大厦1203室',
      { division: '330203', street: '中山西路', number: '18号', rest: '天宁大厦1203室' },
    ],
    [
      '宁波市江北区洪塘街道长兴路689弄21号',
      { division: '330205', town: '洪塘街道', street: '长兴路', number: '689弄21号' },
    ],
    ['宁波市鄞州区鄞县大道1357号', { division: '330212', street: '鄞县大道', number: '1357号' }],
    ['余姚市泗门镇王家村12号', { division: '330281', town: '泗门镇', street: '王家村', number: '12号' }],
    ['奉化市南山路5号', { division: '330213', street: '南山路', number: '5号' }],
    ['宁波市江东区百丈路138号', { division: '330212', street: '百丈路', number: '138号' }],
    ['慈溪市周巷镇周巷工业园区88号', { division: '330282', town: '周巷镇', street: '周巷工业园区', number: '88号' }],
    ['鄞县大道24号', { street: '鄞县大道', number: '24号' }],
    ['余姚市阳明街道南雷路300号', { division: '330281', town: '阳明街道', street: '南雷路', number: '300号' }],
    ['鄞州区五乡镇严家村', { division: '330212', town: '五乡镇', street: '严家村' }],
    // A slip of the pen in what can only be one name.
    ['宇波市海曙区长春路614号', { division: '330203', street: '长春路', number: '614号' }],
    ['虞姚市城东路16号', { division: '330281', street: '城东路', number: '16号' }],
    ['宁波市北仑区', { division: '330206' }],
    ['宁波市', { division: '330200' }],
    ['中山西路18', { street: '中山西路', number: '18号' }],
    ['', {}],
  ])('%s', (text, parts) => {
    expect(parseAddress(text, '3302')).toEqual(parts);
  });

  it.each([
    ['315000 浙江省宁波市海曙区中山西路18号', { division: '330203', street: '中山西路', number: '18号' }],
    ['邮编：３１５０００，海曙区中山西路18号', { division: '330203', street: '中山西路', number: '18号' }],
  ])('passes over the postcode of %s', (text, parts) => {
    expect(parseAddress(text, '3302')).toEqual(parts);
  });

  it.each([
    ['象山县黄避岙天安路273', { division: '330225', town: '黄避岙乡', street: '天安路', number: '273号' }],
    ['象山县黄避岙', { division: '330225', town: '黄避岙乡' }],
    ['象山县黄避岙东路3号', { division: '330225', street: '黄避岙东路', number: '3号' }],
    ['象山县黄避岙乡天安路273', { division: '330225', town: '黄避岙乡', street: '天安路', number: '273号' }],
  ])('knows the towns it is told of without their kind: %s', (text, parts) => {
    expect(parseAddress(text, '3302', new Map([['黄避岙', '黄避岙乡']]))).toEqual(parts);
  });

  it('needs no prefecture where the county tells it', () => {
    expect(parseAddress('余姚市人民路5号')).toEqual({ division: '330281', street: '人民路', number: '5号' });
    expect(parseAddress('城关区人民路5号')).toEqual({ street: '人民路', number: '5号' });
  });
});
