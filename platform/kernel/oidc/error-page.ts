// The page that a browser sees when an app sent it here with a request that can't be answered.
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const errorPage = (error: string, description: string | undefined): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>应用连接不成功 · Tianmu</title>
<style>body{max-width:32em;margin:15vh auto;padding:0 16px;font:18px/1.6 "PingFang SC","Microsoft YaHei",system-ui;color:#16211D}p{color:#4A5A54}</style>
<h1>应用连接不成功</h1>
<p>请回到刚才的应用重新开始。如果一直不行，请把下面这行告诉应用的客服。</p>
<p lang="en"><code>${escaped(error)}${description ? `: ${escaped(description)}` : ''}</code></p>
</html>`;
