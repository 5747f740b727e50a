// The provider's storage on our database: ids and tokens as SM3 hashes, contents sealed, one use where one is allowed.
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { tokenHash } from '../auth/token.ts';
import type { FieldCipher } from '../crypto/field-cipher.ts';
import type { Db } from '../db/db.ts';
import { activeApp } from './app-store.ts';
import { clientMetadata } from './client-metadata.ts';
import * as store from './store.ts';

const day = 86_400;

export interface AdapterServices {
  db: Db;
  cipher: FieldCipher;
  now: () => Date;
  /** Called when something may no longer be used. */
  onRevoked: () => void;
}

export function createAdapter(services: AdapterServices): (model: string) => Adapter {
  return (model) =>
    model === 'Client' ? clients(services) : model === 'Session' ? noSessions : artifacts(services, model);
}

function artifacts({ db, cipher, now, onRevoked }: AdapterServices, model: string): Adapter {
  return {
    async upsert(id: string, payload: AdapterPayload, expiresIn: number) {
      const row: store.ArtifactToSave = {
        model,
        idHash: tokenHash(id),
        ...(payload.grantId ? { grantHash: tokenHash(payload.grantId) } : {}),
        ...(payload.clientId ? { appId: payload.clientId } : {}),
        ...(payload.accountId ? { accountId: payload.accountId } : {}),
        payload: cipher.encrypt(JSON.stringify(payload)),
        expiresAt: new Date(now().getTime() + (expiresIn || day) * 1000),
      };
      if (model !== 'ReplayDetection') await store.saveArtifact(db, row);
      // The library looks first and saves then: between two servers only the database can tell who was first.
      else if (!(await store.saveOnce(db, row)))
        throw new errors.InvalidClientAuth('client assertion tokens must only be used once');
    },
    async find(id: string) {
      const row = await store.findArtifact(db, model, tokenHash(id), now());
      if (!row) return undefined;
      const payload = JSON.parse(cipher.decrypt(row.payload)) as AdapterPayload;
      return row.consumed_at ? { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) } : payload;
    },
    async consume(id: string) {
      if (!(await store.consumeArtifact(db, model, tokenHash(id), now())))
        throw new errors.InvalidGrant('already used');
    },
    async destroy(id: string) {
      await store.deleteArtifact(db, model, tokenHash(id));
      onRevoked();
    },
    async revokeByGrantId(grantId: string) {
      await store.deleteGrant(db, tokenHash(grantId), model);
      onRevoked();
    },
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}

const nothing = async () => undefined;

/** Apps are kept by the register alone. */
const clients = ({ db }: AdapterServices): Adapter => ({
  async find(id: string) {
    const app = await activeApp(db, id);
    return app && clientMetadata(app);
  },
  upsert: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
});

/** The provider remembers nobody: who is signed in is a matter of our own sessions, asked for each time. */
const noSessions: Adapter = {
  find: nothing,
  upsert: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
};
