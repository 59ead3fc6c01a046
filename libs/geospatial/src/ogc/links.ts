export interface Link {
  href: string;
  rel: string;
  type: string;
  title?: string;
  hreflang?: string;
}

export const JSON_TYPE = 'application/json';
export const GEOJSON_TYPE = 'application/geo+json';
export const HTML_TYPE = 'text/html';
export const SCHEMA_TYPE = 'application/schema+json';
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0';

/** The same resource in both representations: the one that is answered is `self`. */
export function representations(url: string, format: 'json' | 'html', jsonType: string = JSON_TYPE): Link[] {
  const [own, other] = format === 'json' ? [jsonType, HTML_TYPE] : [HTML_TYPE, jsonType];
  const withFormat = (type: string): string => {
    const address = new URL(url);
    address.searchParams.set('f', type === HTML_TYPE ? 'html' : 'json');
    return address.href;
  };
  return [
    { href: url, rel: 'self', type: own, title: 'This document' },
    { href: withFormat(other), rel: 'alternate', type: other, title: `This document as ${other}` },
  ];
}
