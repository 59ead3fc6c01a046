import { Problem } from '../problem/problem.js';

/** `/v1/` alone is no address worth a list. */
const LEAST_PARTS = 3;

/** The routes there are, to tell a wrong method (405) from a wrong address (404). */
export class RouteTable {
  private readonly routes: { methods: readonly string[]; url: string; pattern: RegExp }[] = [];

  /** Methods by address: every request to a record asks whether its address has a name of its own. */
  private readonly methodsAt = new Map<string, string[]>();

  /** @param url pattern of the router: `:name`, `*`, `::` for a colon */
  add(methods: string | readonly string[], url: string): void {
    const all = typeof methods === 'string' ? [methods] : methods;
    this.routes.push({ methods: all, url, pattern: patternOf(url) });
    this.methodsAt.set(url, [...(this.methodsAt.get(url) ?? []), ...all]);
  }

  /** Routes below an address at which there is nothing itself: `POST /v1/persons/search` below `/v1/persons`. */
  below(path: string): string[] {
    const head = `${path.replace(/\/$/, '')}/`;
    const found = this.routes
      .filter(({ url }) => url.startsWith(head) && head.split('/').length > LEAST_PARTS)
      .flatMap(({ methods, url }) => methods.map((method) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`));
    return [...new Set(found)].filter((route) => !/^(HEAD|OPTIONS) /.test(route)).sort();
  }

  /** The refusal of a method where the address takes others; null where there is nothing at it. */
  wrongMethod(path: string): Problem | null {
    const routes = this.routes.filter(({ pattern }) => pattern.test(path));
    return methodNotAllowed(routes.flatMap(({ methods }) => methods));
  }

  /**
   * The refusal of a method at an address that has a name of its own, but with other methods: `GET /v1/persons/search`
   * is no record whose id is `search`. Null where the address has no such name.
   */
  wrongMethodOfName(path: string, method: string): Problem | null {
    const methods = this.methodsAt.get(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path) ?? [];
    return methods.includes(method) ? null : methodNotAllowed(methods);
  }
}

function methodNotAllowed(methods: readonly string[]): Problem | null {
  const allowed = [...new Set(methods)].sort();
  if (allowed.length === 0) return null;
  return new Problem(
    405,
    'method-not-allowed',
    { zh: `此地址只接受 ${allowed.join('、')}`, en: `this address takes ${allowed.join(', ')} only` },
    [],
    {},
    { allow: allowed.join(', ') },
  );
}

function patternOf(url: string): RegExp {
  const source = url.replaceAll(/::|:[A-Za-z_]\w*(\([^)]*\))?|\*|[^:*]+/g, (part) => {
    if (part === '::') return ':';
    if (part === '*') return '.*';
    if (part.startsWith(':')) return '[^/]+';
    return part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}/?$`);
}
