import { ServerResponse, type IncomingMessage } from 'node:http';
import helmet from 'helmet';

/** The headers helmet sets; the same for every answer, so they are asked for once. */
export function securityHeaders(): Record<string, string> {
  const protect = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  });
  const request = { headers: {}, method: 'GET' } as IncomingMessage;
  const response = new ServerResponse(request);
  protect(request, response, () => undefined);
  return response.getHeaders() as Record<string, string>;
}
