// WeCom: web authorisation, who came back, and text cards; shapes as in the provider's public documentation, not run against the real service.
import { z } from 'zod';
import { ApiClient } from './api-client.ts';
import type { Answer, Card, CardAnswer, DoorProvider, ProviderConfig } from './port.ts';

const Who = z.object({
  userid: z.string().min(1).optional(),
  external_userid: z.string().min(1).optional(),
  openid: z.string().min(1).optional(),
});
const Sent = z.object({ invaliduser: z.string().optional() });
/** Repeated cards of one delivery are dropped within this time. */
const duplicateSeconds = 1_800;

/** 81013 no recipient is valid, 60111 userid unknown. */
const unknownUser = new Set(['81013', '60111']);
/** 45009 called too often, -1 busy. */
const later = new Set(['45009', '-1', 'no-answer']);

export function wecom({ settings, secret }: ProviderConfig, now: () => Date): DoorProvider {
  const { clientId: corpid, agentId = '' } = settings;
  const tokenQuery = new URLSearchParams({ corpid, corpsecret: secret });
  const api = new ApiClient(settings.apiBase!, `/cgi-bin/gettoken?${tokenQuery.toString()}`, now);
  return {
    authorise(redirectUri, state) {
      const query = new URLSearchParams({
        appid: corpid,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_base',
        state,
        agentid: agentId,
      });
      const base = settings.authorizeBase.replace(/\/+$/, '');
      return Promise.resolve({
        address: `${base}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`,
        checks: {},
      });
    },
    async identify(callback): Promise<Answer<string>> {
      const code = callback.searchParams.get('code');
      if (!code) return { ok: false, code: 'no-code' };
      const answer = await api.askWithToken('/cgi-bin/auth/getuserinfo', { code });
      if (!answer.ok) return answer;
      const who = Who.safeParse(answer.value);
      if (!who.success) return { ok: false, code: 'no-answer' };
      const { userid, external_userid: external, openid } = who.data;
      if (userid) return { ok: true, value: `user:${userid}` };
      if (external) return { ok: true, value: `external:${external}` };
      return openid ? { ok: true, value: `openid:${openid}` } : { ok: false, code: 'no-answer' };
    },
    async sendCard(card: Card): Promise<CardAnswer> {
      // Only members of the company can be written to.
      if (!card.subject.startsWith('user:')) return 'no-address';
      const answer = await api.askWithToken('/cgi-bin/message/send', {}, textCard(card, agentId));
      if (answer.ok) return Sent.parse(answer.value).invaliduser ? 'unknown-user' : 'sent';
      if (unknownUser.has(answer.code)) return 'unknown-user';
      return later.has(answer.code) || answer.code.startsWith('http-5')
        ? { later: answer.code }
        : { failed: answer.code };
    },
    async test() {
      const token = await api.accessToken();
      return token.ok ? { ok: true, value: true } : token;
    },
  };
}

export function textCard(card: Card, agentId: string) {
  return {
    touser: card.subject.slice('user:'.length),
    msgtype: 'textcard',
    agentid: Number(agentId),
    textcard: { title: card.title, description: card.text, url: card.url, btntxt: card.button },
    enable_duplicate_check: 1,
    duplicate_check_interval: duplicateSeconds,
  };
}
