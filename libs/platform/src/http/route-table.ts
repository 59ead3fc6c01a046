/** `/v1/` alone is no address worth a list. */
const LEAST_PARTS = 3;

/** The routes there are, to tell a wrong method (405) from a wrong address (404). */
export class RouteTable {
  private readonly routes: { methods: readonly string[]; url: string; pattern: RegExp }[] = [];

  /** @param url pattern of the router: `:name`, `*`, `::` for a colon */
  add(methods: string | readonly string[], url: string): void {
    this.routes.push({ methods: typeof methods === 'string' ? [methods] : methods, url, pattern: patternOf(url) });
  }

  /** Routes below an address at which there is nothing itself: `POST /v1/persons/search` below `/v1/persons`. */
  below(path: string): string[] {
    const head = `${path.replace(/\/$/, '')}/`;
    const found = this.routes
      .filter(({ url }) => url.startsWith(head) && head.split('/').length > LEAST_PARTS)
      .flatMap(({ methods, url }) => methods.map((method) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`));
    return [...new Set(found)].filter((route) => !/^(HEAD|OPTIONS) /.test(route)).sort();
  }

  methodsOf(path: string): string[] {
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
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
