// Renders the OpenAPI document as one readable page, without scripts.

interface Operation {
  summary?: string;
  tags?: string[];
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses?: Record<string, { content?: Record<string, { schema: object }> }>;
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);

export function apiPage(document: object): string {
  const { info, paths } = document as {
    info: { title: string; version: string; description: string };
    paths: Record<string, Record<string, Operation>>;
  };
  const byTag = Map.groupBy(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    ),
    ({ operation }) => operation.tags?.[0] ?? 'api',
  );
  const sections = [...byTag].toSorted(([left], [right]) => left.localeCompare(right));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(info.title)}</title>
<style>${style}</style><main><h1>${escape(info.title)} <small>${escape(info.version)}</small></h1><p>${escape(info.description)}</p>
<p><a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="/fhir/metadata">FHIR CapabilityStatement</a></p>
<nav>${sections.map(([tag, list]) => `<a href="#${escape(tag)}">${escape(tag)} (${list.length})</a>`).join(' ')}</nav>
${sections.map(([tag, list]) => `<h2 id="${escape(tag)}">${escape(tag)}</h2>${list.map(operationBlock).join('')}`).join('')}</main></html>`;
}

function operationBlock({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const schemas = [
    ...Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => ['Body', schema] as const),
    ...Object.values(operation.responses?.['200']?.content ?? {}).map(({ schema }) => ['Reply', schema] as const),
  ];
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escape(parameter.name)}</code><td>${parameter.in}${parameter.required ? ', required' : ''}<td><code>${escape(JSON.stringify(parameter.schema ?? {}))}</code>`,
  );
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> ${escape(operation.summary ?? '')}</summary>
<p>Permission: <code>${escape(operation['x-permission'] ?? '')}</code></p>
${parameters.length > 0 ? `<table><tr><th>Parameter<th>In<th>Schema${parameters.join('')}</table>` : ''}
${schemas.map(([name, schema]) => `<h4>${name}</h4><pre>${escape(JSON.stringify(schema, null, 2))}</pre>`).join('')}</details>`;
}

const style = `body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;color:#16211D;background:#F6F8F7;margin:0}main{max-width:60rem;margin:auto;padding:24px}
h1 small{font-weight:400;color:#4A5A54}a{color:#0B6B57}nav a{margin-right:12px}details{background:#fff;border:1px solid #DDE4E1;border-radius:8px;margin:8px 0;padding:8px 12px}
summary{cursor:pointer}b{display:inline-block;min-width:4rem;color:#0B6B57}b.delete{color:#B3261E}b.post,b.put{color:#1F5FA8}pre{overflow:auto;background:#F6F8F7;padding:12px;border-radius:8px;font-size:13px}
table{border-collapse:collapse;width:100%;font-size:14px}td,th{border-top:1px solid #DDE4E1;padding:4px 8px;text-align:left;vertical-align:top}:focus-visible{outline:3px solid #0B6B57}`;
