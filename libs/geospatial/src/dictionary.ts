import { addressAttributes, type AttributeDictionary } from '@siku/catalogue';
import type { Message } from '@siku/standards';

const title = (zh: string, en: string): Message => ({ zh, en });

/** Attributes of a feature: DESIGN section 8. What only some layers have stands below `attributes`, under any name. */
export const geospatialDictionary: AttributeDictionary = {
  layer: {
    type: 'text',
    maxLength: 63,
    required: true,
    title: title('图层', 'Layer'),
    description: title('GET /v1/layers 中的代码，通常写成 constant', 'A code of GET /v1/layers, mostly as a constant'),
    synonyms: ['图层', '要素类', 'layer'],
  },
  class: {
    type: 'text',
    maxLength: 100,
    title: title('类别', 'Class'),
    synonyms: ['类别', '要素类别', '分类', '类型', 'class', 'fclass', 'kind'],
  },
  name: {
    type: 'name',
    maxLength: 200,
    title: title('名称', 'Name'),
    synonyms: ['名称', '要素名称', '地名', '标准名称', 'name'],
  },
  alternateNames: {
    type: 'name',
    list: true,
    maxLength: 200,
    title: title('别名', 'Other names'),
    synonyms: ['别名', '曾用名', '俗称', 'alternate names'],
  },
  code: {
    type: 'identifier',
    scheme: 'code',
    title: title('要素代码', 'Code'),
    description: title('该图层的国家或全市统一编码', 'The national or municipal code within the layer'),
    synonyms: ['要素代码', '统一编码', '标准编码', '区划代码', 'adcode', 'code'],
  },
  geometry: {
    type: 'geometry',
    title: title('几何', 'Geometry'),
    description: title(
      'GeoJSON、WKT 或“经度 纬度”；坐标系以 crs 声明，存储为 CGCS2000（EPSG:4490）',
      'GeoJSON, WKT or “longitude latitude”; the system is declared as crs; stored in CGCS2000 (EPSG:4490)',
    ),
    synonyms: ['几何', '空间坐标', '坐标', 'geometry', 'geom', 'wkt', 'shape', 'the_geom'],
  },
  division: {
    type: 'division',
    title: title('行政区划', 'Division'),
    description: title('GB/T 2260', 'GB/T 2260'),
    synonyms: ['行政区划', '行政区划代码', '所在区县', '区划'],
  },
  ...addressAttributes('address', '地址', 'Address', [''], ['地址', '详细地址', '位置', 'address']),
  'attributes.*': {
    type: 'text',
    maxLength: 2000,
    title: title('图层属性', 'Attribute of the layer'),
    description: title(
      '名称自定（拉丁字母、数字、_ 与 -），类型在映射中以 type 声明',
      'Under any name of Latin letters, digits, _ and -; its type is declared in the mapping',
    ),
  },
};
