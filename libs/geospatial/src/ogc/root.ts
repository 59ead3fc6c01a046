import type { FastifyRequest } from 'fastify';

/** Where the caller reached the OGC API: links have to lead back the way she came. */
export const rootOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}/ogc`;

/** @param root `https://host/ogc` @param code of the layer, as it is: a department may name one in any letters */
export const collectionUrl = (root: string, code: string): string => `${root}/collections/${encodeURIComponent(code)}`;
