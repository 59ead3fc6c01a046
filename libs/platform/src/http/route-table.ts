/** The routes there are, to tell a wrong method (405) from a wrong address (404). */
export class RouteTable {
  private readonly routes: { methods: readonly string[]; pattern: RegExp }[] = [];

  /** @param url pattern of the router: `:name`, `*`, `::` for a colon */
  add(methods: string | readonly string[], url: string): void {
    this.routes.push({ methods: typeof methods === 'string' ? [methods] : methods, pattern: patternOf(url) });
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
