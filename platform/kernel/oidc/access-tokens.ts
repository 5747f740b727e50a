// Turns an access token of an app into the actor behind it, with the app's limits, and a short memory as sessions have.
import { splitScopes } from '#platform/fhir/smart-scopes.ts';
import type { Actor } from '../access/actor.ts';
import type { Clock } from '../clock/clock.ts';
import { actorOf, type OpenSession } from '../auth/sessions.ts';
import { looksLikeToken, tokenHash } from '../auth/token.ts';
import type { FieldCipher } from '../crypto/field-cipher.ts';
import type { Db } from '../db/db.ts';
import { grantedAccount } from './granted-account.ts';

/** Another server may have ended a token: what we remember is no older than this. */
const rememberMilliseconds = 3_000;

interface Known {
  session: OpenSession;
  grant: NonNullable<Actor['grant']>;
}

export class AccessTokens {
  private readonly db: Db;
  private readonly clock: Clock;
  private readonly cipher: FieldCipher;
  private readonly remembered = new Map<string, { known: Known; until: number }>();

  constructor(db: Db, clock: Clock, cipher: FieldCipher) {
    this.db = db;
    this.clock = clock;
    this.cipher = cipher;
  }

  async start(): Promise<() => Promise<void>> {
    const stops = [
      await this.db.listen('tianmu_tokens', () => this.forgetAll()),
      await this.db.listen('tianmu_sessions', () => this.forgetAll()),
    ];
    return async () => {
      for (const stop of stops) await stop();
    };
  }

  forgetAll(): void {
    this.remembered.clear();
  }

  /** The actor of a token that is in force; undefined for all others. */
  async find(token: string, requestId: string, route: string, locale?: string): Promise<Actor | undefined> {
    if (!looksLikeToken(token)) return undefined;
    const known = await this.know(token);
    return known && { ...actorOf(known.session, requestId, route, locale), grant: known.grant };
  }

  private async know(token: string): Promise<Known | undefined> {
    const at = this.clock.now();
    const remembered = this.remembered.get(token);
    if (remembered && remembered.until > at.getTime()) return remembered.known;
    this.remembered.delete(token);
    const row = await grantedAccount(this.db, tokenHash(token), at);
    if (!row) return undefined;
    const payload = JSON.parse(this.cipher.decrypt(row.payload)) as { scope?: string };
    const known: Known = {
      session: { record: row, assignments: row.assignments as OpenSession['assignments'] },
      grant: {
        clientId: row.app_id,
        scopes: splitScopes(payload.scope),
        ...(row.granted_person ? { patientId: row.granted_person } : {}),
      },
    };
    if (this.remembered.size > 5_000) this.remembered.clear();
    const until = Math.min(at.getTime() + rememberMilliseconds, row.ends_at.getTime());
    this.remembered.set(token, { known, until });
    return known;
  }
}
