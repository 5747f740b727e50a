// Shows the demo's accounts on the door page; answers 404 anywhere but on demo data.
import { crewLogins, demoPassword } from '#apps/county/demo-accounts.ts';
import { demoAccounts, type DemoAccount } from '#platform/access-contract.ts';
import { fail, succeed } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import { endpoint } from '#platform/kernel/http/endpoint.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { instanceFact } from './open-store.ts';

const portalOf: Record<string, string> = {
  resident: 'resident',
  'system-admin': 'bureau',
  'security-admin': 'bureau',
  auditor: 'bureau',
  bureau: 'bureau',
  'township-admin': 'bureau',
  integrator: 'bureau',
};

interface DemoRow {
  account: string;
  display_name: string;
  role: string;
  place: string;
}

export function demoContext(kernel: Kernel): Context {
  return {
    name: 'demo',
    endpoints: [
      endpoint(
        demoAccounts,
        { permission: 'public', person: 'none', summary: 'Accounts of the demo county' },
        async () => {
          if ((await instanceFact(kernel.db, 'demo')) !== 'yes')
            return fail({ kind: 'not-found', code: 'http/no-such-address' });
          const rows = await kernel.db.query<DemoRow>(
            `select a.login as account, a.display_name, min(r.role) as role, u.name as place
           from auth.account a join access.role_assignment r on r.account_id = a.id and r.valid_to is null
             join access.org_unit u on u.id = a.home_unit_id
           where a.demo and a.kind in ('staff', 'resident') and not a.disabled
           group by a.id, a.login, a.display_name, u.name order by a.id`,
          );
          const accounts: DemoAccount[] = rows.map((row) => ({
            account: row.account,
            role: row.role,
            displayName: row.display_name,
            place: row.place,
            portal: crewLogins.includes(row.account) ? 'crew' : (portalOf[row.role] ?? 'clinic'),
          }));
          return succeed({ accounts, password: demoPassword() });
        },
      ),
    ],
  };
}
