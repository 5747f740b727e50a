// Creates, lists and changes accounts from the command line; the way to the first administrator of a real county.
import { randomBytes } from 'node:crypto';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { roles, type Role } from '#platform/kernel/access/roles.ts';
import { createAccount, listAccounts } from '#platform/kernel/auth/accounts.ts';
import { hashPassword } from '#platform/kernel/auth/password.ts';
import { endSessions } from '#platform/kernel/auth/store.ts';
import { UsageError } from '../config.ts';
import { textFlag, type Command, type CommandCall } from './command.ts';

export const account: Command = {
  name: 'account',
  summary: 'list, create or change accounts',
  help: `list
create LOGIN --role ROLE [--unit CODE] [--name NAME] [--kind staff|resident|device|system] [--password PASSWORD]
change LOGIN [--password PASSWORD] [--disable | --no-disable]
Roles: ${roles.join(', ')}
A password that is not given is made and printed once. --unit is the code of an organisation unit, e.g. 330112.`,
  ownFlags: ['role', 'unit', 'name', 'kind', 'password', 'disable'],
  fault: ([verb, login]) =>
    verb === 'list' || ((verb === 'create' || verb === 'change') && login)
      ? undefined
      : 'Say list, create LOGIN or change LOGIN. See npm run tianmu -- account --help.',
  async run(call) {
    const [verb, login] = call.words;
    if (verb === 'create') return create(call, login!);
    return verb === 'change' ? change(call, login!) : list(call);
  },
};

async function list({ county, say }: CommandCall): Promise<number> {
  const { db } = county.kernel;
  const units = await db.query<{ id: string }>('select id from access.org_unit');
  const page = await listAccounts(
    db,
    { offset: 0, count: 10_000 },
    units.map(({ id }) => id),
    county.clock.now(),
  );
  for (const row of page.items)
    say(
      [
        row.account,
        row.displayName,
        row.roles.map(({ role, orgUnit }) => `${role}@${orgUnit}`).join(','),
        row.disabled ? 'disabled' : '',
      ].join('\t'),
    );
  return 0;
}

async function create(call: CommandCall, login: string): Promise<number> {
  const { county, say } = call;
  const { db, audit, newId } = county.kernel;
  const role = textFlag(call, 'role') as Role | undefined;
  if (!role || !roles.includes(role)) throw new UsageError(`Which role? One of ${roles.join(', ')}.`);
  const code = textFlag(call, 'unit');
  const [unit] = await db.query<{ id: string }>(
    code
      ? 'select id from access.org_unit where code = $1 order by array_length(path, 1) limit 1'
      : 'select id from access.org_unit order by array_length(path, 1) limit 1',
    code ? [code] : [],
  );
  if (!unit)
    throw new UsageError(
      code
        ? `There is no organisation unit with the code ${code}.`
        : 'There are no organisation units yet: import them first.',
    );
  const given = textFlag(call, 'password');
  const password = given ?? randomBytes(12).toString('base64url');
  if (password.length < 8) throw new UsageError('A password has at least 8 characters.');
  const kind = (textFlag(call, 'kind') ?? (role === 'resident' || role === 'device' ? role : 'staff')) as
    'staff' | 'resident' | 'device';
  if (!['staff', 'resident', 'device', 'system'].includes(kind))
    throw new UsageError('--kind is staff, resident, device or system.');
  const id = newId();
  const created = await db.tx(async (q) => {
    const result = await createAccount(
      q,
      {
        id,
        login: login.toLowerCase(),
        displayName: textFlag(call, 'name') ?? login,
        kind,
        password,
        roles: [{ role, orgUnitId: unit.id }],
      },
      county.clock.now(),
    );
    if (result.ok)
      await audit.record(q, systemActor('cli account create', newId()), {
        action: 'create',
        permission: 'auth.account.create',
        outcome: 'success',
        object: `Account/${id}`,
      });
    return result;
  });
  if (!created.ok)
    throw new UsageError(county.kernel.messages.render('en', `problem.${created.problem.code.replace('/', '.')}`));
  say(given ? `Account ${login} created.` : `Account ${login} created. Password, shown only now: ${password}`);
  return 0;
}

async function change(call: CommandCall, login: string): Promise<number> {
  const { county, say } = call;
  const { db, audit, newId } = county.kernel;
  const password = textFlag(call, 'password');
  const disabled = typeof call.flags.disable === 'boolean' ? call.flags.disable : undefined;
  if (password === undefined && disabled === undefined) throw new UsageError('Change what? --password or --disable.');
  if (password !== undefined && password.length < 8) throw new UsageError('A password has at least 8 characters.');
  const hash = password === undefined ? null : await hashPassword(password);
  await db.tx(async (q) => {
    const [row] = await q.query<{ id: string }>(
      `update auth.account set password_hash = coalesce($2, password_hash), disabled = coalesce($3, disabled), version = version + 1
       where login = $1 returning id`,
      [login.toLowerCase(), hash, disabled ?? null],
    );
    if (!row) throw new UsageError(`There is no account ${login}.`);
    await endSessions(q, { accountId: row.id });
    await audit.record(q, systemActor('cli account change', newId()), {
      action: 'update',
      permission: 'auth.account.change',
      outcome: 'success',
      object: `Account/${row.id}`,
    });
  });
  county.sessions.forgetAll();
  say(`Account ${login} changed; its sessions have ended.`);
  return 0;
}
