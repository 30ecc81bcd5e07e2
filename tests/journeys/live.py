"""A seat's live stream as it comes over the wire, letter for letter."""

from __future__ import annotations

from playwright.sync_api import Page

_LISTEN = """async (address) => {
  const answer = await fetch(address);
  const heads = [...answer.headers].map((pair) => pair.join(": ")).join("\\n");
  const heard = document.createElement("pre");
  heard.id = "heard";
  heard.textContent = heads + "\\n\\n";
  document.body.append(heard);
  const stream = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  (async () => {
    for (;;) {
      const {done, value} = await stream.read();
      if (done) return;
      heard.textContent += value;
    }
  })();
}"""


def listen(tab: Page, address: str) -> None:
    """Write all that comes on a stream into the tab, from now on."""
    tab.evaluate(_LISTEN, address)
    tab.locator("#heard").filter(has_text=": open").wait_for(state="attached")


def heard(tab: Page, *, frames: int) -> str:
    """What has come, headers and all, once there are that many frames with news."""
    tab.locator("#heard").filter(has_text="data: ").wait_for(state="attached")
    tab.wait_for_function(
        "frames => document.querySelector('#heard').textContent.split('data: ').length > frames", arg=frames
    )
    return tab.locator("#heard").text_content() or ""
