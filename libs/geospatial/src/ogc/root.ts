import type { FastifyRequest } from 'fastify';

/** Where the caller reached the OGC API: links have to lead back the way she came. */
export const rootOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}/ogc`;
