// Replaces the signing key of the OpenID provider; the one before stays for what it signed.
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { signingKeys } from '#platform/kernel/oidc/signing-keys.ts';
import type { Command } from './command.ts';

export const oidcKeys: Command = {
  name: 'oidc-keys',
  summary: 'show or replace the signing key of the OpenID provider',
  help: '[rotate]   without a word the keys in force are shown\nServers take a new key within a minute.',
  fault: ([word]) => (word === undefined || word === 'rotate' ? undefined : 'Say rotate, or nothing.'),
  async run({ county, words, say }) {
    const { kernel } = county;
    const { db, cipher } = kernel;
    const rotate = words[0] === 'rotate';
    const { generation, keys } = await signingKeys({ db, cipher, now: () => new Date() }, rotate);
    if (rotate)
      await db.tx((q) =>
        kernel.audit.record(q, systemActor('cli oidc-keys rotate', kernel.newId()), {
          action: 'update',
          permission: 'oidc.app.manage',
          outcome: 'success',
          object: `SigningKey/${generation}`,
        }),
      );
    for (const [index, key] of keys.entries()) say(`${key.kid} ${key.alg} ${index === 0 ? 'signs' : 'verifies only'}`);
    return 0;
  },
};
