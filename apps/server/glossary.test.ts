// The glossary is whole: every Chinese term of a source comment is in it, no term stands twice, every place exists.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from './config.ts';

/** Names in examples are nobody's words. */
const exampleNames = [
  '王小明',
  '王',
  '明',
  '李',
  '欧',
  '文',
  '峰',
  '单',
  '曾',
  '张三',
  '陈志远',
  '於潜镇',
  '於潜',
  '临安区於潜镇中心卫生院',
];

interface Entry {
  chinese: string;
  english: string;
  where: string;
}
const entries: Entry[] = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| *\p{Script=Han}/u.test(line) && !line.includes('English in code'))
  .map((line) => {
    const [, chinese, english, , , where] = line.split('|').map((cell) => cell.trim());
    return { chinese: chinese!, english: english!, where: where!.replaceAll('`', '') };
  });

const floors = ['platform', 'foundation', 'care', 'programmes', 'governance', 'assistant', 'apps', 'bench', 'journeys'];
const sources = floors
  .flatMap((floor) => globSync(`${floor}/**/*.{ts,tsx}`, { cwd: root }))
  .filter((file) => !/\.test\.tsx?$|(^|\/)(generated|golden|data|node_modules|dist)\//.test(file));

/** Comments as the compiler sees them: what looks like one inside a text is none. */
function commentsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, string>();
  const visit = (node: ts.Node): void => {
    const children = node.getChildren(source);
    // Text between JSX tags has no comments before or after it.
    if (children.length === 0 && node.kind !== ts.SyntaxKind.JsxText)
      for (const { pos, end } of [
        ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
        ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
      ])
        found.set(pos, text.slice(pos, end));
    children.forEach(visit);
  };
  visit(source);
  return [...found.values()];
}

const twice = (terms: readonly string[]): string[] => terms.filter((term, index) => terms.indexOf(term) !== index);

it('has entries, each with both terms and a place', () => {
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(({ chinese, english, where }) => !chinese || !english || !where)).toEqual([]);
});

it('names every term once', () => {
  expect(twice(entries.map(({ chinese }) => chinese))).toEqual([]);
  expect(twice(entries.map(({ english }) => english.toLowerCase()))).toEqual([]);
});

it('points to files that exist', () => {
  expect(entries.filter(({ where }) => !existsSync(join(root, where))).map(({ where }) => where)).toEqual([]);
});

it('holds every Chinese term of a source comment', () => {
  const known = new Set([...entries.map(({ chinese }) => chinese), ...exampleNames]);
  const missing = new Map<string, string>();
  let terms = 0;
  for (const file of sources) {
    if (!/\p{Script=Han}/u.test(readFileSync(join(root, file), 'utf8'))) continue;
    for (const comment of commentsOf(file))
      for (const [term] of comment.matchAll(/\p{Script=Han}+/gu)) {
        terms += 1;
        if (!known.has(term)) missing.set(term, file);
      }
  }
  expect(terms).toBeGreaterThan(30);
  expect([...missing]).toEqual([]);
});
