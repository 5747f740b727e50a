// What the simulated messengers remember: members, codes that are used once, tokens that run out, cards that arrived.
import { randomBytes } from 'node:crypto';

export interface Member {
  id: string;
  name: string;
}
export interface ArrivedCard {
  channel: 'wecom' | 'mini-program';
  at: Date;
  title: string;
  text: string;
  url: string;
}

const codeMilliseconds = 300_000;
export const tokenSeconds = 7_200;

export class PeerState {
  readonly members: Member[];
  /** Newest first, by member. */
  readonly cards = new Map<string, ArrivedCard[]>();
  private readonly codes = new Map<string, { member: string; until: number }>();
  private readonly tokens = new Map<string, number>();
  private readonly sent = new Set<string>();
  /** So many calls with a token are answered with 45009. */
  limited = 0;
  /** Members who take no subscribe messages. */
  readonly refusing = new Set<string>();
  private readonly now: () => Date;

  constructor(members: readonly Member[], now: () => Date) {
    this.members = [...members];
    this.now = now;
  }

  member(id: string): Member | undefined {
    return this.members.find((one) => one.id === id);
  }

  newCode(member: string): string {
    const code = randomBytes(16).toString('base64url');
    this.codes.set(code, { member, until: this.now().getTime() + codeMilliseconds });
    return code;
  }

  /** Once. */
  useCode(code: string): string | undefined {
    const found = this.codes.get(code);
    this.codes.delete(code);
    return found && found.until > this.now().getTime() ? found.member : undefined;
  }

  newToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.tokens.set(token, this.now().getTime() + tokenSeconds * 1000);
    return token;
  }

  /** 0, 40014 (unknown), 42001 (run out) or 45009 (too often). */
  judgeToken(token: string | null): number {
    const until = token === null ? undefined : this.tokens.get(token);
    if (until === undefined) return 40_014;
    if (until <= this.now().getTime()) return 42_001;
    if (this.limited > 0) {
      this.limited -= 1;
      return 45_009;
    }
    return 0;
  }

  endTokens(): void {
    for (const token of this.tokens.keys()) this.tokens.set(token, 0);
  }

  /** The same card for the same member within the time of the duplicate check arrives once. */
  arrive(member: string, card: Omit<ArrivedCard, 'at'>, unique: string | undefined): void {
    if (unique !== undefined) {
      if (this.sent.has(unique)) return;
      this.sent.add(unique);
    }
    this.cards.set(member, [{ ...card, at: this.now() }, ...(this.cards.get(member) ?? [])].slice(0, 20));
  }
}
