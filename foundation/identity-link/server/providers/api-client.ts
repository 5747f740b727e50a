// Asks the JSON interface of WeCom or WeChat, with an access token that is kept until shortly before its end and fetched anew once when it is refused.
import { z } from 'zod';
import type { Answer } from './port.ts';

/** Every answer may carry a code; 0 or none is success (public documentation of both providers). */
const Reply = z.looseObject({ errcode: z.number().int().optional() });
const Token = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });
export type ApiReply = z.infer<typeof Reply>;

const timeoutMilliseconds = 10_000;
const renewBeforeSeconds = 300;
/** 40014 invalid access_token, 42001 access_token expired; 40001 is WeChat's word for the first. */
const tokenRefused = new Set([40_001, 40_014, 42_001]);

export class ApiClient {
  private readonly base: string;
  private readonly tokenPath: string;
  private readonly now: () => Date;
  private token: { text: string; until: number } | undefined;

  /** `tokenPath` holds the secret: it is never logged. */
  constructor(base: string, tokenPath: string, now: () => Date) {
    this.base = base.replace(/\/+$/, '');
    this.tokenPath = tokenPath;
    this.now = now;
  }

  /** Without a token. */
  async ask(path: string, body?: object): Promise<Answer<ApiReply>> {
    try {
      const response = await fetch(this.base + path, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
        ...(body
          ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
          : {}),
      });
      if (!response.ok) return { ok: false, code: `http-${response.status}` };
      const reply = Reply.safeParse(JSON.parse(await response.text()));
      if (!reply.success) return { ok: false, code: 'no-answer' };
      const { errcode = 0 } = reply.data;
      return errcode === 0 ? { ok: true, value: reply.data } : { ok: false, code: String(errcode) };
    } catch {
      return { ok: false, code: 'no-answer' };
    }
  }

  async accessToken(): Promise<Answer<string>> {
    if (this.token && this.token.until > this.now().getTime()) return { ok: true, value: this.token.text };
    const answer = await this.ask(this.tokenPath);
    if (!answer.ok) return answer;
    const token = Token.safeParse(answer.value);
    if (!token.success) return { ok: false, code: 'no-answer' };
    const { access_token: text, expires_in: seconds } = token.data;
    const kept = Math.max(seconds - renewBeforeSeconds, seconds / 2);
    this.token = { text, until: this.now().getTime() + kept * 1000 };
    return { ok: true, value: text };
  }

  /** With a token as `access_token` in the query. */
  async askWithToken(path: string, query: Record<string, string> = {}, body?: object): Promise<Answer<ApiReply>> {
    for (let attempt = 0; ; attempt += 1) {
      const token = await this.accessToken();
      if (!token.ok) return token;
      const parameters = new URLSearchParams({ access_token: token.value, ...query });
      const answer = await this.ask(`${path}?${parameters.toString()}`, body);
      if (answer.ok || attempt > 0 || !tokenRefused.has(Number(answer.code))) return answer;
      this.token = undefined;
    }
  }
}
