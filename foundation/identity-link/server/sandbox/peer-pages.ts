// The pages of the simulated messengers: who is signed in there, whether they agree, and the cards that arrived.
import type { ArrivedCard, Member, PeerState } from './peer-state.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = `
  body{margin:0;background:#f6f8f7;color:#16211d;font:16px/1.6 "PingFang SC","Microsoft YaHei","Simulated CJK",sans-serif}
  @font-face{font-family:"Simulated CJK";src:url(/sandbox/font.woff2) format("woff2")}
  header{padding:12px 16px;background:#fff;border-bottom:1px solid #dde4e1;display:flex;gap:8px;align-items:center}
  header strong{font-size:18px}
  .badge{font-size:14px;padding:0 8px;border:1px solid #8a5a00;border-radius:8px;background:#fff3dc;color:#8a5a00}
  main{max-width:480px;margin:0 auto;padding:16px;display:grid;gap:16px}
  h1,h2{margin:0;font-size:20px;line-height:1.3} h2{font-size:18px}
  section{display:grid;gap:8px} p{margin:0} .quiet{color:#4a5a54}
  ul{list-style:none;margin:0;padding:0;display:grid;gap:8px}
  a.row,button{display:block;width:100%;box-sizing:border-box;min-height:48px;padding:10px 16px;border:1px solid #dde4e1;border-radius:8px;background:#fff;color:inherit;font:inherit;text-align:left;text-decoration:none;cursor:pointer}
  a.row[aria-current]{border-color:#0b6b57;background:#e6f2ef;font-weight:600}
  a.main{background:#0b6b57;color:#fff;text-align:center;font-weight:600}
  a.card{display:grid;gap:4px}
  a.card strong{font-weight:600} a.card .go{color:#0b6b57;font-weight:600}
  a:focus-visible{outline:3px solid #0b6b57;outline-offset:2px}`;

const page = (title: string, body: string): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body><header><strong>${escape(title)}</strong><span class="badge">◆ 模拟</span></header><main>${body}</main></body></html>`;

const names = { wecom: '模拟企业微信', 'mini-program': '模拟小程序' } as const;

export type App = keyof typeof names;

/** Asks who is there, and whether they agree; the answer goes back with a code. */
export function agreePage(
  app: App,
  members: readonly Member[],
  current: Member | undefined,
  query: URLSearchParams,
): string {
  const agree = (member: Member) =>
    `/sandbox/agree?${escape(new URLSearchParams({ member: member.id, redirect_uri: query.get('redirect_uri') ?? '', state: query.get('state') ?? '' }).toString())}`;
  const others = members.filter(({ id }) => id !== current?.id);
  return page(
    names[app],
    `<h1>「天目」想知道您是谁</h1><p class="quiet">只会得到您在这里的编号。这是演示用的模拟服务，里面的人都是虚构的。</p>
    ${current ? `<a class="row main" href="${agree(current)}">以 ${escape(current.name)} 的身份同意</a><h2>换一个人</h2>` : '<h2>您是谁</h2>'}
    <ul>${others.map((member) => `<li><a class="row" href="${agree(member)}">${escape(member.name)}</a></li>`).join('')}</ul>`,
  );
}

/** Who is signed in, and what arrived. */
export function phonePage(state: PeerState, current: Member | undefined, home: string): string {
  const people = state.members
    .map(
      (member) =>
        `<li><a class="row" href="/sandbox/sign-in?member=${encodeURIComponent(member.id)}"${member.id === current?.id ? ' aria-current="true"' : ''}>${escape(member.name)}</a></li>`,
    )
    .join('');
  const cards = current ? (state.cards.get(current.id) ?? []) : [];
  return page(
    names.wecom,
    `<h1>${current ? escape(current.name) : '还没有人登录'}</h1>
    ${current ? `<section aria-labelledby="cards"><h2 id="cards">收到的消息</h2>${cards.length > 0 ? `<ul>${cards.map((card) => cardItem(card, home)).join('')}</ul>` : '<p class="quiet">还没有消息。关联账号以后，天目的提醒会以卡片出现在这里。</p>'}</section>` : ''}
    <section aria-labelledby="people"><h2 id="people">换一个人</h2><ul>${people}</ul></section>
    <p><a class="row" href="${escape(home)}/entries/?provider=wecom">打开「天目」工作台</a></p>`,
  );
}

function cardItem(card: ArrivedCard, home: string): string {
  const url = card.url.startsWith('entry:') ? `${home}/door/mini-program/${card.url.slice('entry:'.length)}` : card.url;
  return `<li><a class="row card" data-channel="${card.channel}" href="${escape(url)}"><span class="quiet">${names[card.channel]}</span><strong>${escape(card.title)}</strong><span class="quiet">${escape(card.text)}</span><span class="go">打开</span></a></li>`;
}
