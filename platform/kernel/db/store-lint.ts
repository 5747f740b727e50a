// Reads the SQL of store files for what a Citus cluster refuses or a test clock can't steer (rules 10, 12, 13, 21).
import type { Finding } from './migration-check.ts';

const bans: { rule: string; pattern: RegExp; text: string }[] = [
  {
    rule: '10',
    pattern: /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|random|gen_random_uuid)\s*\(\s*\)/i,
    text: 'time and randomness are passed in',
  },
  { rule: '10', pattern: /\bcurrent_(timestamp|date|time)\b|\blocaltime(stamp)?\b/i, text: 'time is passed in' },
  { rule: '12', pattern: /\bmerge\s+into\b/i, text: 'use insert ... on conflict' },
  { rule: '12', pattern: /\bgrouping\s+sets\b|\brollup\s*\(|\bcube\s*\(/i, text: 'no grouping sets, rollup or cube' },
  { rule: '21', pattern: /\bnextval\s*\(|\buuidv7\s*\(\s*\)|\buuidv4\s*\(\s*\)/i, text: 'ids come from TypeScript' },
];

/**
 * Findings in the SQL literals of one file. `with recursive` and `for update` are allowed on reference and local
 * tables: the literal says so with a comment `-- local` or `-- reference`; on spread tables `for update` needs
 * an equality on the distribution column.
 */
export function lintStore(file: string, text: string): Finding[] {
  const findings: Finding[] = [];
  for (const sql of sqlLiterals(text)) {
    const say = (rule: string, what: string) =>
      findings.push({ where: file, rule, text: `${what}: ${sql.replace(/\s+/g, ' ').trim().slice(0, 80)}` });
    for (const ban of bans) if (ban.pattern.test(sql)) say(ban.rule, ban.text);
    const marked = /--\s*(local|reference)\b/.test(sql);
    if (/\bwith\s+recursive\b/i.test(sql) && !marked) say('12', 'recursion runs on reference tables only');
    if (/\bfor\s+(no\s+key\s+)?update\b/i.test(sql) && !marked && !/\bpatient_id\s*=\s*\$\d/i.test(sql))
      say('13', 'for update needs an equality on patient_id, or a local table');
  }
  return findings;
}

const literal = /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g;
const looksLikeSql = /\b(select\b[\s\S]*\bfrom|insert\s+into|update\s+[\w."$\s{}]+\bset|delete\s+from|merge\s+into)\b/i;

function sqlLiterals(text: string): string[] {
  return (text.replace(/^\s*\/\/.*$/gm, '').match(literal) ?? []).filter((candidate) => looksLikeSql.test(candidate));
}
