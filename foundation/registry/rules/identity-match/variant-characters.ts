// Characters of names that registers write in more than one way: traditional forms and variants, with the form of the standard list.

/**
 * Variant or traditional form, then the standard one (Table of General Standard Chinese Characters, State Council 2013, annex 1: forms that it replaces). Only
 * what is common in names; what is not listed is compared by its sound.
 */
const forms =
  '於于 陳陈 張张 劉刘 黃黄 楊杨 趙赵 吳吴 孫孙 馬马 許许 鄭郑 馮冯 鄧邓 蔣蒋 韓韩 葉叶 蘇苏 盧卢 鐘钟 鍾钟 陸陆 錢钱 湯汤 賀贺 龔龚 嚴严 龍龙 ' +
  '國国 華华 蘭兰 鳳凤 榮荣 貴贵 寶宝 麗丽 紅红 軍军 偉伟 傑杰 強强 彊强 愛爱 蓮莲 雲云 銀银 鋒锋 劍剑 飛飞 興兴 慶庆 義义 衛卫 東东 ' +
  '峯峰 堃坤 昇升 陞升 喆哲 珮佩 勲勋 勳勋 甦苏 谿溪 邨村 菓果 祕秘 恆恒 眞真 淸清 靑青 姸妍 娛娱 嫺娴 孃娘 廸迪 敎教 晳皙 曉晓 桺柳 濤涛 煇辉 ' +
  '瑠琉 畧略 硏研 禮礼 穌稣 綵彩 萬万 蕚萼 蕯萨 讚赞 豔艳 輝辉 鉅巨 閒闲 陽阳 鷄鸡 鶴鹤';

const standard = new Map(
  forms.split(' ').map((pair): [string, string] => {
    const [variant, form] = [...pair];
    return [variant!, form!];
  }),
);

/** The name with standard forms, compatibility forms folded (NFKC), and no blanks or dots between its parts. */
export const plainCharacters = (name: string): string =>
  [...name.normalize('NFKC').replace(/[\s·.•]/gu, '')].map((sign) => standard.get(sign) ?? sign).join('');
