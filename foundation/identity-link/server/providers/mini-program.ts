// WeChat mini-program: its login code becomes an openid, cards are subscribe messages; shapes as in the provider's public documentation, not run against the real service.
import { z } from 'zod';
import { ApiClient } from './api-client.ts';
import type { Answer, Card, CardAnswer, DoorProvider, ProviderConfig } from './port.ts';

/** `session_key` decrypts what the mini-program sends; nothing of that is asked for, and it is dropped. */
const Session = z.object({ openid: z.string().min(1) });
const later = new Set(['45009', '-1', 'no-answer']);
/** 40003: no such openid for this mini-program. */
const unknownUser = new Set(['40003', '81013', '60111']);

export function miniProgram({ settings, secret }: ProviderConfig, now: () => Date): DoorProvider {
  const { clientId: appid, templateId = '' } = settings;
  const tokenQuery = new URLSearchParams({ grant_type: 'client_credential', appid, secret });
  const api = new ApiClient(settings.apiBase!, `/cgi-bin/token?${tokenQuery.toString()}`, now);
  return {
    // Ours: the web-view opens this page, the mini-program calls wx.login and opens redirect_uri with its code and our state.
    authorise(redirectUri, state) {
      const query = new URLSearchParams({ appid, redirect_uri: redirectUri, state });
      const base = settings.authorizeBase.replace(/\/+$/, '');
      return Promise.resolve({ address: `${base}/mini-program/login?${query.toString()}`, checks: {} });
    },
    async identify(callback): Promise<Answer<string>> {
      const code = callback.searchParams.get('code');
      if (!code) return { ok: false, code: 'no-code' };
      const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' });
      const answer = await api.ask(`/sns/jscode2session?${query.toString()}`);
      if (!answer.ok) return answer;
      const session = Session.safeParse(answer.value);
      return session.success ? { ok: true, value: session.data.openid } : { ok: false, code: 'no-answer' };
    },
    async sendCard(card: Card): Promise<CardAnswer> {
      const answer = await api.askWithToken('/cgi-bin/message/subscribe/send', {}, subscribeMessage(card, templateId));
      if (answer.ok) return 'sent';
      // 43101: the person did not subscribe, or no longer.
      if (answer.code === '43101') return 'refused';
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

const shanghaiOffsetMilliseconds = 8 * 3_600_000;

/** The template has a `thing1` (20 characters at most) and a `time2`: ours, to be chosen so at the provider. */
export function subscribeMessage(card: Card, templateId: string) {
  const local = new Date(card.at.getTime() + shanghaiOffsetMilliseconds).toISOString();
  return {
    touser: card.subject,
    template_id: templateId,
    page: `pages/entry/index?entry=${card.entry}`,
    data: {
      thing1: { value: card.title.slice(0, 20) },
      time2: { value: `${local.slice(0, 10)} ${local.slice(11, 16)}` },
    },
  };
}
