// A browser as far as cookies and redirects go, for tests that speak HTTP.
import type { Answer } from './test-vendor.ts';

/** A browser as far as cookies go. */
export function browser(address: string, portal = 'resident') {
  const jar = new Map<string, string>();
  return async (method: string, url: string, body?: unknown): Promise<Answer & { location: string }> => {
    const answer = await fetch(new URL(url, address), {
      method,
      redirect: 'manual',
      headers: {
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
        origin: address,
        'x-tianmu-portal': portal,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';') as [string];
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(name.length + 1);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const text = await answer.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text };
    return { status: answer.status, headers: answer.headers, json, location: answer.headers.get('location') ?? '' };
  };
}
