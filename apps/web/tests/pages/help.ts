// What the tests of the pages share: sign in, the two languages, and an eye on the console (a broken policy or a script
// error fails the test).
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export type Lang = 'ja' | 'en';
export const LANGS: Lang[] = ['ja', 'en'];

export const test = base.extend<{ quiet: void }>({
    quiet: [
        async ({ page }, use) => {
            const said: string[] = [];
            page.on('pageerror', (error) => said.push(error.message));
            page.on('console', (message) => {
                if (/Content Security Policy|Refused to|Uncaught/.test(message.text())) said.push(message.text());
            });
            await use();
            expect(said).toEqual([]);
        },
        { auto: true },
    ],
});
export { expect };

export async function signIn(page: Page, user: string, lang: Lang, scheme: 'light' | 'dark' = 'light', to = '/', password = 'right'): Promise<void> {
    await page.addInitScript(([l, s]) => {
        if (!localStorage.getItem('sekisho.language')) localStorage.setItem('sekisho.language', l!);
        localStorage.setItem('sekisho.theme', s!);
    }, [lang, scheme]);
    await page.goto(to);
    await page.fill('input[name=user]', user);
    await page.fill('input[name=password]', password);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.app main');
}

export async function expectAxeClean(page: Page): Promise<void> {
    const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    const text = found.violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 3).map((n) => `    ${n.target.join(' ')} ${n.failureSummary?.split('\n')[1] ?? ''}`).join('\n')}`);
    expect(text.join('\n')).toBe('');
}

export async function expectNoSideScroll(page: Page): Promise<void> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
}
