// Characters of names that sound alike (tones aside): what a clerk writes who hears a name and does not see it.
const groups =
  '晓小筱肖孝 明铭鸣茗名 华花骅 建剑健坚 国果 志智芝致 英瑛莺颖 珍真贞臻 秀绣岫 桂贵瑰 凤峰丰锋风 金锦津巾 阿 水 美梅媚 银寅 香湘祥 玉雨宇育钰 ' +
  '娥蛾 花华 娟涓鹃 妹美 兰岚蓝 琴勤芹秦 根跟 福富夫付 寿守 生升胜声 兴星 炳丙秉 荣容蓉融 木牧沐 土 正政铮 法发 良梁亮 祥翔详 林霖琳临 泉全权荃 ' +
  '军君俊均 勇永咏 伟卫维玮 斌彬宾滨 芳方放 萍平苹坪 红宏洪虹鸿 敏民 丽莉力立利 爱艾 雪学 春椿淳 秋 月悦岳越 亚雅娅 强 忠中钟 文雯闻 海 杰洁捷 ' +
  '磊蕾垒 超 鹏朋 涛韬 静敬婧靖 婷亭廷庭 燕艳雁彦妍 佳嘉家加 梦孟 思斯司丝 慧惠会辉晖 浩昊皓豪 立丽 东冬栋 飞菲 娜 子梓紫 浩豪 宇雨羽语 轩萱宣 ' +
  '涵含晗寒 睿瑞锐 辰晨宸 阳扬洋 航杭 熙希曦溪 奕一怡逸艺依 泽则 欣新心馨 诗师 可科 怡仪 彤桐童 琪奇齐 瑶遥';

const alike = new Map<string, string[]>();
for (const group of groups.split(' '))
  for (const sign of group) alike.set(sign, [...(alike.get(sign) ?? []), ...[...group].filter((one) => one !== sign)]);

/** Others that sound like it; none for characters that this list lacks. */
export const homophonesOf = (sign: string): readonly string[] => alike.get(sign) ?? [];
