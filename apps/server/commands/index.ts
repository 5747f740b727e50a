// The commands that work on an open county, by name, and those that need none.
import { UsageError } from '../config.ts';
import { account } from './account.ts';
import { auditRoots } from './audit-roots.ts';
import { backup } from './backup.ts';
import type { Command, LoneCommand } from './command.ts';
import { decode } from './decode.ts';
import { importPeople } from './import.ts';
import { migrate } from './migrate.ts';
import { oidcKeys } from './oidc-keys.ts';
import { restore } from './restore.ts';
import { roads } from './roads.ts';
import { seed } from './seed.ts';
import { token } from './token.ts';
import { verifyAudit } from './verify-audit.ts';

export const commands: readonly Command[] = [
  migrate,
  seed,
  importPeople,
  roads,
  account,
  token,
  verifyAudit,
  auditRoots,
  oidcKeys,
  backup,
  restore,
];

export const loneCommands: readonly LoneCommand[] = [decode];

export function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new UsageError(`There is no command ${name}. See npm run tianmu -- --help.`);
  return command;
}
