// The store lint finds each banned construct, and every store file of the project passes it.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { lintStore } from './store-lint.ts';

it.each([
  ['10', 'await q.query(`update s.t set at = now() where patient_id = $1`)'],
  ['10', 'await q.query("select current_date from s.t")'],
  ['12', 'await q.query(`merge into s.t using s.u on true when matched then delete`)'],
  ['12', 'await q.query(`select a, count(*) from s.t group by rollup (a)`)'],
  ['12', 'await q.query(`with recursive r as (select 1 from s.t) select * from r`)'],
  ['13', 'await q.query(`select * from s.t where id = $1 for update`)'],
  ['21', "await q.query(`insert into s.t (id) values (nextval('x'))`)"],
])('finds a breach of rule %s', (rule, text) => {
  expect(lintStore('x.ts', text).map((finding) => finding.rule)).toContain(rule);
});

it('accepts marked and routed statements', () => {
  expect(lintStore('x.ts', 'q.query(`select * from s.t where patient_id = $1 for update`)')).toEqual([]);
  expect(lintStore('x.ts', 'q.query(`select * from jobs.job for update skip locked -- local`)')).toEqual([]);
});

it('passes on every file with SQL', () => {
  const files = globSync('{platform/kernel,foundation,care,programmes,governance,assistant,apps}/**/*.ts', {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    exclude: (name) => name.endsWith('.test.ts') || name === 'node_modules',
  }).filter((file) => !file.endsWith('.test.ts') && !file.endsWith('store-lint.ts'));
  const root = new URL('../../../', import.meta.url);
  expect(files.length).toBeGreaterThan(20);
  expect(files.flatMap((file) => lintStore(file, readFileSync(new URL(file, root), 'utf8')))).toEqual([]);
});
