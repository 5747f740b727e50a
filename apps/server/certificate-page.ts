// The page over plain HTTP that brings the own authority's certificate onto a tablet, phone or computer, step by step, and leads to the crew's app.
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { renderSVG } from 'uqr';

export const certificatePath = '/tianmu-ca.crt';

export interface CertificatePage {
  /** The authority, PEM. */
  pem: string;
  /** Where to listen; the port behind the server's own where it is free, so that the address stays the same. */
  host: string;
  port: number;
  /** Name or address under which other computers reach this machine. */
  shownHost: string;
  /** Of the HTTPS server. */
  serverPort: number;
}

export async function serveCertificatePage(page: CertificatePage): Promise<{ address: string; close(): void }> {
  let html = '';
  const server = createServer((request, response) => {
    if (request.url === certificatePath)
      response
        .setHeader('content-type', 'application/x-x509-ca-cert')
        .setHeader('content-disposition', 'attachment; filename="tianmu-ca.crt"')
        .end(page.pem);
    else
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .end(html);
  });
  await listen(server, page.port, page.host).catch(() => listen(server, 0, page.host));
  const { port } = server.address() as { port: number };
  const address = `http://${hostText(page.shownHost)}:${port}/`;
  html = pageText({
    address,
    crew: `https://${hostText(page.shownHost)}:${page.serverPort}/crew/`,
    fingerprint: new X509Certificate(page.pem).fingerprint256,
  });
  return { address, close: () => void server.close() };
}

const hostText = (host: string): string => (host.includes(':') ? `[${host}]` : host);
const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      done();
    });
  });

const steps: readonly { system: string; lines: readonly string[] }[] = [
  {
    system: '安卓平板和手机',
    lines: [
      '点上面的“下载证书”。',
      '打开 设置 › 安全（或“密码与安全”）› 更多安全设置 › 加密与凭据 › 安装证书 › CA 证书。不同品牌名字略有不同，可在设置里搜“证书”。',
      '提示风险时选“仍然安装”，选刚下载的 tianmu-ca.crt。',
      '用 Chrome 打开随车应用，菜单里选“添加到主屏幕”。',
    ],
  },
  {
    system: '苹果 iPad 和 iPhone',
    lines: [
      '用 Safari 打开本页，点“下载证书”，选“允许”。',
      '打开 设置，点最上面的“已下载描述文件”，再点“安装”。',
      '打开 设置 › 通用 › 关于本机 › 证书信任设置，打开 Tianmu 后面的开关。',
      '用 Safari 打开随车应用，点分享按钮，选“添加到主屏幕”。',
    ],
  },
  {
    system: 'Windows 电脑',
    lines: [
      '点“下载证书”，双击下载的文件，选“安装证书”。',
      '存储位置选“当前用户”，再选“将所有的证书都放入下列存储”，点“浏览”，选“受信任的根证书颁发机构”。',
      '问是否安装时选“是”，然后重新打开浏览器。',
    ],
  },
];

const pageText = ({ address, crew, fingerprint }: Record<'address' | 'crew' | 'fingerprint', string>): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>安装天目证书</title>
<style>body{font:20px/1.6 "PingFang SC","Microsoft YaHei",system-ui,sans-serif;max-width:40rem;margin:32px auto;padding:0 16px;color:#16211D;background:#F6F8F7}
a.go{display:block;background:#0B6B57;color:#fff;text-align:center;padding:16px;border-radius:8px;text-decoration:none}
a.plain{background:#fff;color:#0B6B57;border:1px solid #0B6B57}section{background:#fff;border:1px solid #DDE4E1;border-radius:8px;padding:8px 16px;margin:16px 0}
h2{font-size:22px;margin:8px 0}.codes{display:flex;flex-wrap:wrap;gap:24px}figure{margin:0;width:200px}figcaption,small{color:#4A5A54;overflow-wrap:anywhere}</style>
<h1>安装天目证书</h1><p>平板、手机或电脑第一次使用天目前，先装这张证书，再打开随车应用。装好后，没有网络也能用，摄像头和视频会诊也能打开。每台设备只装一次。</p>
<p><a class="go" href="${certificatePath}" download>下载证书</a></p>
${steps.map(({ system, lines }) => `<section><h2>${system}</h2><ol>${lines.map((line) => `<li>${line}</li>`).join('')}</ol></section>`).join('\n')}
<section><h2>打开随车应用</h2><p><a class="go plain" href="${crew}">打开随车应用</a></p>
<div class="codes"><figure>${renderSVG(address)}<figcaption>第一步：扫码打开本页<br>${address}</figcaption></figure>
<figure>${renderSVG(crew)}<figcaption>第二步：装好证书后，扫码打开随车应用<br>${crew}</figcaption></figure></div></section>
<p><small>设备要和服务器连在同一个无线网里。安装前可以核对证书指纹（SHA-256）：${fingerprint}</small></p>`;
