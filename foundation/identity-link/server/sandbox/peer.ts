// Simulated messengers for demo and tests: a server of their own on the loopback that speaks the providers' shapes and shows its pages.
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApi, type PeerKeys, type PeerRequest } from './peer-api.ts';
import { agreePage, phonePage } from './peer-pages.ts';
import { PeerState, type Member } from './peer-state.ts';

export const peerKeys: PeerKeys = {
  clientId: 'ww0000simulated',
  secret: 'simulated-secret',
  agentId: 1_000_002,
  templateId: 'simulated-template',
};

export interface MessengerPeer {
  address: string;
  state: PeerState;
  /** Interface calls as they came, oldest first; the last hundred. */
  requests: PeerRequest[];
  close(): Promise<void>;
}
export interface PeerOptions {
  members: readonly Member[];
  now: () => Date;
  /** Where Tianmu is: the only place to which people are sent back. */
  home: () => string;
  port?: number;
}

const font = createRequire(import.meta.url).resolve(
  '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2',
);
const mostBytes = 100_000;
const memberCookie = 'simulated_member';

export async function openMessengerPeer({ members, now, home, port = 0 }: PeerOptions): Promise<MessengerPeer> {
  const state = new PeerState(members, now);
  const requests: PeerRequest[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://peer');
    const text = await bodyOf(request);
    const asked = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, body: jsonOf(text) };
    const answer = answerApi(state, peerKeys, asked);
    if (answer) {
      requests.push(asked);
      if (requests.length > 100) requests.shift();
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
      return;
    }
    showPage(state, url, request, response, home());
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  server.unref();
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function showPage(state: PeerState, url: URL, request: IncomingMessage, response: ServerResponse, home: string): void {
  const signedIn = new RegExp(`${memberCookie}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
  const current = signedIn ? state.member(signedIn) : undefined;
  const html = (text: string) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text);
  const refuse = () => response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('参数不对');
  const query = url.searchParams;
  // As at the real provider: people are sent back to the registered place alone.
  const isHome = (address: string) => URL.canParse(address) && new URL(address).origin === new URL(home).origin;
  switch (url.pathname) {
    case '/':
      html(phonePage(state, current, home));
      return;
    // For machines without a Chinese font, as the portals bring theirs.
    case '/sandbox/font.woff2':
      response.writeHead(200, { 'content-type': 'font/woff2', 'cache-control': 'max-age=86400' });
      createReadStream(font).pipe(response);
      return;
    case '/sandbox/sign-in': {
      const member = state.member(query.get('member') ?? '');
      if (!member) return void refuse();
      response.writeHead(303, { location: '/', 'set-cookie': cookieFor(member.id) }).end();
      return;
    }
    case '/connect/oauth2/authorize':
    case '/mini-program/login': {
      const rightApp = query.get('appid') === peerKeys.clientId && query.get('state');
      const wecom = url.pathname.startsWith('/connect');
      const rightWay = !wecom || (query.get('response_type') === 'code' && query.get('scope') === 'snsapi_base');
      if (!rightApp || !rightWay || !isHome(query.get('redirect_uri') ?? '')) return void refuse();
      html(agreePage(wecom ? 'wecom' : 'mini-program', state.members, current, query));
      return;
    }
    case '/sandbox/agree': {
      const member = state.member(query.get('member') ?? '');
      const back = query.get('redirect_uri') ?? '';
      if (!member || !isHome(back)) return void refuse();
      const location = new URL(back);
      location.searchParams.set('code', state.newCode(member.id));
      location.searchParams.set('state', query.get('state') ?? '');
      response.writeHead(302, { location: location.href, 'set-cookie': cookieFor(member.id) }).end();
      return;
    }
    default:
      response.writeHead(404).end();
  }
}

const cookieFor = (member: string) => `${memberCookie}=${member}; Path=/; HttpOnly; SameSite=Lax`;

const jsonOf = (text: string): unknown => {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) {
    text += String(piece);
    if (text.length > mostBytes) throw new Error('too long');
  }
  return text;
}
