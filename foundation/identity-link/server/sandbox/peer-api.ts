// The JSON interface of the simulated messengers, in the shapes of the providers' public documentation.
import { z } from 'zod';
import { tokenSeconds, type PeerState } from './peer-state.ts';

export interface PeerRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}
/** What the peer takes as its own. */
export interface PeerKeys {
  clientId: string;
  secret: string;
  agentId: number;
  templateId: string;
}

const TextCard = z.object({
  touser: z.string(),
  msgtype: z.literal('textcard'),
  agentid: z.number().int(),
  textcard: z.object({
    title: z.string().max(128),
    description: z.string().max(512),
    url: z.url().max(2048),
    btntxt: z.string().max(4).optional(),
  }),
  enable_duplicate_check: z.number().optional(),
});
const Subscribe = z.object({
  touser: z.string(),
  template_id: z.string(),
  page: z.string(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});

const wrong = (errcode: number, errmsg: string) => ({ errcode, errmsg });
const done = { errcode: 0, errmsg: 'ok' };
/** A mini-program knows people by an id of its own. */
export const openidOf = (member: string): string => `o-${member}`;

/** Undefined where the address is none of the interface's. */
export function answerApi(state: PeerState, keys: PeerKeys, request: PeerRequest): object | undefined {
  const { method, path, query, body } = request;
  const is = (name: string, value: string) => query.get(name) === value;
  switch (`${method} ${path}`) {
    case 'GET /cgi-bin/gettoken':
      if (!is('corpid', keys.clientId)) return wrong(40_013, 'invalid corpid');
      if (!is('corpsecret', keys.secret)) return wrong(40_001, 'invalid credential');
      return { ...done, access_token: state.newToken(), expires_in: tokenSeconds };
    case 'GET /cgi-bin/token':
      if (!is('appid', keys.clientId) || !is('grant_type', 'client_credential')) return wrong(40_013, 'invalid appid');
      if (!is('secret', keys.secret)) return wrong(40_125, 'invalid appsecret');
      return { access_token: state.newToken(), expires_in: tokenSeconds };
    case 'GET /sns/jscode2session': {
      if (!is('appid', keys.clientId) || !is('secret', keys.secret)) return wrong(40_125, 'invalid appsecret');
      const member = state.useCode(query.get('js_code') ?? '');
      return member ? { openid: openidOf(member), session_key: 'c2ltdWxhdGVkLWtleQ==' } : wrong(40_029, 'invalid code');
    }
    default:
  }
  const answers: Record<string, () => object> = {
    'GET /cgi-bin/auth/getuserinfo': () => whoCame(state, query),
    'POST /cgi-bin/message/send': () => sendTextCard(state, keys, body),
    'POST /cgi-bin/message/subscribe/send': () => sendSubscribed(state, keys, body),
  };
  const withToken = answers[`${method} ${path}`];
  if (!withToken) return undefined;
  const refused = state.judgeToken(query.get('access_token'));
  return refused === 0 ? withToken() : wrong(refused, 'refused');
}

function whoCame(state: PeerState, query: URLSearchParams): object {
  const member = state.useCode(query.get('code') ?? '');
  return member ? { ...done, userid: member } : wrong(40_029, 'invalid code');
}

function sendTextCard(state: PeerState, keys: PeerKeys, body: unknown): object {
  const card = TextCard.safeParse(body);
  if (!card.success) return wrong(40_008, 'invalid message type');
  if (card.data.agentid !== keys.agentId) return wrong(40_056, 'invalid agentid');
  const { touser, textcard } = card.data;
  if (!state.member(touser)) return wrong(81_013, 'user & party & tag all invalid');
  state.arrive(
    touser,
    { channel: 'wecom', title: textcard.title, text: textcard.description, url: textcard.url },
    card.data.enable_duplicate_check === 1 ? JSON.stringify(card.data) : undefined,
  );
  return { ...done, msgid: `simulated-${state.cards.get(touser)!.length}` };
}

function sendSubscribed(state: PeerState, keys: PeerKeys, body: unknown): object {
  const message = Subscribe.safeParse(body);
  if (!message.success || message.data.template_id !== keys.templateId) return wrong(40_037, 'invalid template_id');
  const member = state.members.find(({ id }) => openidOf(id) === message.data.touser);
  if (!member) return wrong(40_003, 'invalid openid');
  if (state.refusing.has(member.id)) return wrong(43_101, 'user refuse to accept the msg');
  const entry = new URLSearchParams(message.data.page.split('?')[1] ?? '').get('entry') ?? '';
  const { thing1, time2 } = message.data.data;
  state.arrive(
    member.id,
    { channel: 'mini-program', title: thing1?.value ?? '', text: time2?.value ?? '', url: `entry:${entry}` },
    undefined,
  );
  return done;
}
