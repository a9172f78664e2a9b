/** Providers anyone can get an address at: their domain names no company. */
const PROVIDERS = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es live.com
live.co.uk live.fr live.nl live.ru msn.com passport.com windowslive.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it
yahoo.es yahoo.in yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.com.au yahoo.ca ymail.com rocketmail.com aol.com aim.com
icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com
gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de mail.com email.com usa.com zoho.com zohomail.com
fastmail.com fastmail.fm hushmail.com hey.com inbox.com runbox.com mailfence.com posteo.de mailbox.org duck.com
yandex.ru yandex.com yandex.by yandex.kz yandex.ua yandex.uz ya.ru narod.ru mail.ru bk.ru list.ru inbox.ru internet.ru
xmail.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru r0.ru qip.ru pochta.ru nm.ru hotbox.ru smtp.ru e1.ru
ukr.net i.ua meta.ua bigmir.net email.ua online.ua tut.by mail.by mail.kz inbox.lv inbox.lt mail.ee hot.ee one.lv
seznam.cz email.cz centrum.cz atlas.cz post.cz azet.sk zoznam.sk wp.pl o2.pl onet.pl op.pl vp.pl interia.pl poczta.fm
poczta.onet.pl gazeta.pl tlen.pl freemail.hu citromail.hu abv.bg mail.bg dir.bg
orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it
telefonica.net terra.es ono.com sapo.pt btinternet.com btopenworld.com talktalk.net virginmedia.com sky.com ntlworld.com
blueyonder.co.uk o2.co.uk ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl telenet.be skynet.be bluewin.ch
comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net
rogers.com shaw.ca sympatico.ca telus.net bigpond.com bigpond.net.au optusnet.com.au
qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com aliyun.com 139.com naver.com daum.net hanmail.net
rediffmail.com sify.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com walla.co.il walla.com
mailinator.com guerrillamail.com yopmail.com 10minutemail.com temp-mail.org`.split(/\s+/),
);

/** Whether a registrable domain belongs to a provider of mailboxes for everyone. */
export function isFreeMail(domain: string): boolean {
  return PROVIDERS.has(domain.toLowerCase());
}
