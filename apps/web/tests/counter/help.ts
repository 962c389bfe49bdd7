// What the stories share: a browser of one's own for each person, mails, and the steps that several stories take.
import { expect, type Browser, type Page } from '@playwright/test';
import { signIn as signInTo, type Lang } from '../pages/help';
import en from '../../src/i18n/en.json' with { type: 'json' };
import ja from '../../src/i18n/ja.json' with { type: 'json' };
import { PASSWORD, type User } from './world';

export { expect, expectAxeClean, LANGS, test, type Lang } from '../pages/help';
export const TEXTS = { ja, en };

/** A browser context of this user, signed in. */
export async function browserOf(browser: Browser, user: User, lang: Lang, to = '/'): Promise<Page> {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await signInTo(page, user, lang, 'light', to, PASSWORD);
    return page;
}

export const JAPANESE_MAIL = (title: string) => `From: sasaki@reiji-bunseki.example
To: eigyo@sekisho-sample.example
Date: Wed, 25 Nov 2026 10:40:00 +0900
Subject: ${title}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

関所サンプル工業株式会社
営業部 御中

いつもお世話になっております。例示分析株式会社の佐々木です。
下記の品につきまして、お見積りと納期をお願いいたします。

  品名：${title}
  型式：VP-30
  数量：２台

  用途：分析装置の試料室の排気
  需要者：学校法人見本学園
  支払条件：月末締め翌月末払い

------------------------------------------
例示分析株式会社　購買課
佐々木　例子
〒100-0000 東京都架空区例示町３丁目５番７号
TEL 03-5555-0144　FAX 03-5555-0145
E-mail: sasaki@reiji-bunseki.example
https://reiji-bunseki.example/
------------------------------------------
`;

export const ENGLISH_MAIL = (title: string) => `Dear Sirs,

We are Orvanta Precision Trading FZE and ask for your best price for:

  1. ${title}, model VF-200, quantity: 3 units
  2. Spare heater HT-9, quantity: 6 units

Destination: Jebel Ali, United Arab Emirates
Consignee: Marsa Example Freight LLC
Payment: cash

Best regards,
Farid Contoh
Orvanta Precision Trading FZE
Warehouse 7, Sample Free Zone, Sharjah, United Arab Emirates
Tel: +971 4 555 0166
Mobile: +971 50 555 0167
desk@orvanta.example
`;

export async function drop(page: Page, name: string, text: string): Promise<void> {
    const data = await page.evaluateHandle(([file, body]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([body!], file!, { type: 'message/rfc822' }));
        return transfer;
    }, [name, text]);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
}

export const field = (page: Page, path: string) => page.locator(`[data-field="${path}"]`);

/** Record an answer about an indicator, as whoever may write the dealing. */
export async function answer(page: Page, lang: Lang, indicator: string, note: string): Promise<void> {
    await typeAnswer(page, lang, indicator, note);
    await page.getByRole('dialog').getByRole('button', { name: TEXTS[lang].answer.record }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** The same without recording it. */
export async function typeAnswer(page: Page, lang: Lang, indicator: string, note: string): Promise<void> {
    const t = TEXTS[lang];
    const row = page.locator('.find', { hasText: indicator }).first();
    await row.locator('button.h').click();
    await row.getByRole('button', { name: t.finding.answer, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: new RegExp(`^${t.state.absent}`) }).check();
    await dialog.getByLabel(t.answer.note).fill(note);
}

export async function decide(page: Page, lang: Lang, decision: 'approve' | 'decline' | 'escalate' | 'hold', reason: string): Promise<void> {
    const name = TEXTS[lang].decision.do[decision];
    await page.locator('#why').fill(reason);
    await page.locator('#decide').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Tab on until the focus is on what the selector names. */
export async function tabTo(page: Page, selector: string): Promise<void> {
    for (let i = 0; i < 60; i++) {
        if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
        await page.keyboard.press('Tab');
    }
    throw new Error(`no way to ${selector} by Tab`);
}

/** D goes to the reason; from there Tab to the button of that name, Enter, and Enter in the dialog. */
export async function decideByKeys(page: Page, name: string, reason: string): Promise<void> {
    await expect(page.locator('#why')).toBeVisible();
    await page.keyboard.press('d');
    await expect(page.locator('#why')).toBeFocused();
    await page.keyboard.type(reason);
    const button = page.locator('#decide').getByRole('button', { name, exact: true });
    for (let i = 0; i < 8 && !(await button.evaluate((node) => node === document.activeElement)); i++) await page.keyboard.press('Tab');
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog').getByRole('button', { name, exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
}
