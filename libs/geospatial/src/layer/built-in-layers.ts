import type { Layer } from './layer.js';

const title = (zh: string, en: string) => ({ zh, en });

/** The layers of the eight departments: 规划, 土地, 农业, 林业, 矿产, 水利, 交通, 旅游; and what they all refer to. */
export const builtInLayers: readonly Layer[] = [
  {
    code: 'divisions',
    title: title('行政区划', 'Administrative divisions'),
    geometry: 'polygon',
    classes: {
      province: title('省', 'Province'),
      prefecture: title('设区市', 'Prefecture'),
      county: title('县（区）', 'County or district'),
      town: title('乡镇（街道）', 'Town or street'),
      village: title('村（社区）', 'Village or community'),
    },
    properties: [],
    topology: ['disjoint', 'tiled'],
  },
  {
    code: 'addresses',
    title: title('标准地址', 'Standard addresses'),
    geometry: 'point',
    classes: {},
    properties: [
      { name: 'street', title: title('街路巷', 'Street'), type: 'text' },
      { name: 'number', title: title('门牌号', 'House number'), type: 'text' },
    ],
  },
  {
    code: 'buildings',
    title: title('建筑物', 'Buildings'),
    geometry: 'polygon',
    classes: {},
    properties: [{ name: 'floors', title: title('层数', 'Floors'), type: 'integer' }],
  },
  {
    code: 'parcels',
    title: title('宗地', 'Parcels of land'),
    geometry: 'polygon',
    classes: {},
    properties: [{ name: 'use', title: title('土地用途', 'Use'), type: 'text' }],
    topology: ['disjoint'],
  },
  {
    code: 'planning-zones',
    title: title('规划分区', 'Planning zones'),
    geometry: 'polygon',
    classes: {},
    properties: [{ name: 'use', title: title('规划用途', 'Use'), type: 'text' }],
  },
  { code: 'cropland', title: title('耕地', 'Cropland'), geometry: 'polygon', classes: {}, properties: [] },
  { code: 'forest', title: title('林地', 'Forest'), geometry: 'polygon', classes: {}, properties: [] },
  { code: 'mines', title: title('矿产地', 'Mines'), geometry: 'any', classes: {}, properties: [] },
  {
    code: 'water',
    title: title('水系', 'Water'),
    geometry: 'any',
    classes: {
      river: title('河流', 'River'),
      lake: title('湖泊', 'Lake'),
      reservoir: title('水库', 'Reservoir'),
      canal: title('渠道', 'Canal'),
    },
    properties: [],
  },
  {
    code: 'roads',
    title: title('道路', 'Roads'),
    geometry: 'line',
    classes: {
      motorway: title('高速公路', 'Motorway'),
      trunk: title('国省道', 'Trunk road'),
      urban: title('城市道路', 'Urban road'),
      rural: title('农村公路', 'Rural road'),
    },
    properties: [{ name: 'lanes', title: title('车道数', 'Lanes'), type: 'integer' }],
  },
  {
    code: 'places',
    title: title('公共设施与景点', 'Public places and attractions'),
    geometry: 'any',
    classes: {
      school: title('学校', 'School'),
      hospital: title('医院', 'Hospital'),
      attraction: title('景点', 'Attraction'),
      park: title('公园', 'Park'),
      office: title('机关', 'Public office'),
      station: title('车站', 'Station'),
    },
    properties: [{ name: 'level', title: title('等级', 'Grade'), type: 'text' }],
  },
];
