// Lets the bundler drop the schemas of contracts whose routes and types alone a page uses: a contract has no side effects.
import type { Plugin } from 'vite';

interface Node {
  type: string;
  start: number;
  end: number;
  declaration?: Node | null;
  declarations?: (Node & { init?: Node | null })[];
  kind?: string;
}
const plain = new Set(['Literal', 'TemplateLiteral', 'ArrowFunctionExpression', 'FunctionExpression', 'Identifier']);

/** `const X = z.object(...)` becomes `const X = (() => z.object(...))()`, marked as pure: unused, it goes. */
export function pureContracts(): Plugin {
  return {
    name: 'tianmu-pure-contracts',
    transform: {
      order: 'post',
      filter: { id: /contract\.ts$/ },
      handler(code) {
        const program = this.parse(code) as unknown as { body: Node[] };
        const inits = program.body
          .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
          .filter((statement) => statement?.type === 'VariableDeclaration' && statement.kind === 'const')
          .flatMap((statement) => statement?.declarations ?? [])
          .flatMap(({ init }) => (init && !plain.has(init.type) ? [init] : []));
        let marked = code;
        for (const { start, end } of inits.toReversed()) {
          marked = `${marked.slice(0, start)}/* @__PURE__ */ (() => (${marked.slice(start, end)}))()${marked.slice(end)}`;
        }
        return { code: marked, map: null };
      },
    },
  };
}
