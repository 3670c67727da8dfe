"""What belongs to a site's generator is taken off, or read for what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def read(article: Article) -> list[tuple[tuple[str, ...], str]]:
    return [(each.heading, each.text) for each in article.passages]


@pytest.mark.parametrize(
    "written",
    [
        ":::tip Mind the heat\nOvens are hot.\n:::\n\nBread cools.\n",
        ":::tip[Mind the heat]\n\nOvens are hot.\n\n:::\n\nBread cools.\n",
        "::: warning Mind the heat {.red}\nOvens are hot.\n:::\nBread cools.\n",
        ':::tip{ title="Mind the heat" icon="none" }\n\nOvens are hot.\n\n:::\n\nBread cools.\n',
        '!!! note "Mind the heat"\n    Ovens are hot.\n\nBread cools.\n',
        '??? note "Mind the heat"\n\n    Ovens are hot.\n\nBread cools.\n',
        "> [!TIP] Mind the heat\n> Ovens are hot.\n\nBread cools.\n",
        "```{admonition} Mind the heat\n:class: tip\n\nOvens are hot.\n```\n\nBread cools.\n",
        '{{< details title="Mind the heat" >}}\nOvens are hot.\n{{< /details >}}\nBread cools.\n',
        '{{< details\n  icon="x"\n  title="Mind the heat"\n>}}\nOvens are hot.\n{{< /details >}}\n'
        "Bread cools.\n",
    ],
)
def test_an_admonition_stands_under_its_title(markdown: Read, written: str) -> None:
    article = markdown(f"## Work\n\n{written}")
    assert read(article) == [
        (("Work", "Mind the heat"), "Ovens are hot."),
        (("Work",), "Bread cools."),
    ]


@pytest.mark.parametrize(
    "written",
    [
        ":::info\nOvens are hot.\n:::\n",
        "::: {.note}\nOvens are hot.\n:::\n",
        ':::callout{ header="" kind="red" }\n\nOvens are hot.\n\n:::\n',
        "!!! warning\n    Ovens are hot.\n",
        "> [!NOTE]\n> Ovens are hot.\n",
        "> [!NOTE]\n>\n> Ovens\n> are hot.\n",
        "> [!NOTE]\n> Ovens\n> are hot.\n",
        '{% hint style="info" %}\nOvens are hot.\n{% endhint %}\n',
        '{{< callout\nKIND="red"\n>}}\nOvens are hot.\n{{< /callout >}}\n',
        "{{< callout >}}\nOvens are hot.\n{{< /callout >}}\n",
        "{% include toc.html %}\n\nOvens are hot.\n{: .lead}\n\n[[_TOC_]]\n",
        "(ovens)=\n\n````{note}\nOvens are hot.\n````\n",
        "import Card from './card'\n\nOvens are hot.\n\n<Card/>\n",
        "export const rate = {\n  day: 2,\n}\n\nOvens {/* really */}are hot.\n",
        "{% comment %}\nNever shown.\n{% endcomment %}\nOvens are hot.\n",
        "{::comment}\nNever shown.\n{:/comment}\nOvens are hot.\n",
        "{::comment}\nNever shown.\n{:/}\n\nOvens are hot.\n",
        "{% comment %}Never shown.{% endcomment %}\n\nOvens are hot.\n",
        "Ovens {%- comment -%} were\nnot {% if day %}so{% endif %} {%- endcomment -%}are hot.\n",
        "Ovens {::comment}were never cold{:/comment}are hot.\n",
        "- {% comment %}Never shown.{% endcomment %}\n\nOvens are hot.\n",
        "Ovens **are**{: .red} hot. :fire:\n",
        "Ovens {% if day %}are{% endif %} [hot]({{ site.url }}/hot/).\n",
        "Ovens ![fire]({{ site.url }}/fire.png) are [**hot**]({% link hot.md %}).\n",
    ],
)
def test_the_rest_is_no_text(markdown: Read, written: str) -> None:
    article = markdown(f"## Work {{#work}}\n\n{written}", "# Baking {: .no_toc}\n\n")
    assert article.title == "Baking"
    assert [(heading, text.rstrip()) for heading, text in read(article)] == [
        (("Work",), "Ovens are hot.")
    ]


def test_a_heading_that_a_generator_leaves_out_of_its_menu(markdown: Read) -> None:
    article = markdown("## Work {docsify-ignore}\n\nHot.\n", "# Baking {docsify-ignore-all}\n\n")
    assert (article.title, read(article)) == ("Baking", [(("Work",), "Hot.")])


def test_lines_that_go_are_listed(markdown: Read) -> None:
    article = markdown("{% include apply.html %}\n\nBread.\n\n{{< form >}}\n")
    assert [(each.line, each.text, each.reason) for each in article.set_aside] == [
        (3, "{% include apply.html %}", "of the site's generator"),
        (7, "{{< form >}}", "of the site's generator"),
    ]


def test_words_that_only_the_generator_knows_are_warned_of(markdown: Read) -> None:
    article = markdown(
        "Ask {% channel 'bread' \"Bread\" %} today.\n\nSee [it]({% link 'a.md' %}).\n"
    )
    assert article.passages[0].text == "Ask today."
    ((line, reason),) = [(each.line, each.reason) for each in article.warnings]
    assert line == 3
    assert reason.startswith("read without what the site's generator writes for ")


def test_code_and_times_are_no_markup(markdown: Read) -> None:
    article = markdown(
        "At 10:30:45 write `{{ name }}` and `{% if %}`.\n\n```\n{% if %}\n:::\n```\n"
    )
    assert [each.text for each in article.passages] == [
        "At 10:30:45 write {{ name }} and {% if %}.",
        "{% if %}\n:::",
    ]
    assert article.set_aside == ()


@pytest.mark.parametrize("placeholder", ["{{ site.rate }}", "$hourlyrate$"])
def test_a_sentence_with_a_placeholder_is_not_quoted(
    markdown: Read, plain: Read, placeholder: str
) -> None:
    text = (
        f"Bakers start at four [1]. They earn {placeholder} an hour. *Nobody* works on Mondays [2]."
    )
    article = markdown(f"## Pay\n\n{text}\n")
    assert [(each.text, each.marks) for each in article.passages] == [
        ("Bakers start at four.", ("[1]",)),
        ("Nobody works on Mondays.", ("[2]",)),
    ]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        (f"They earn {placeholder} an hour.", f"unresolved placeholder {placeholder}")
    ]
    assert len(plain(f"Pay\n{text}\n").passages) == 2


def test_a_heading_that_is_a_placeholder_heads_nothing(markdown: Read) -> None:
    article = markdown("## Pay\n\nFair.\n\n## {{ job.name }}\n\nBakers rest at noon.\n")
    assert read(article) == [(("Pay",), "Fair."), ((), "Bakers rest at noon.")]
    assert [each.line for each in article.set_aside] == [7]


def test_prices_are_no_placeholders(markdown: Read) -> None:
    article = markdown("From $20 to $30, in US$ or CA$ as you like.\n")
    assert article.set_aside == ()


def test_a_component_in_an_item_is_reported_and_a_tag_behind_it_is_no_text(markdown: Read) -> None:
    article = markdown('1. Bread.\n\n   Cakes.\n\n   <Include text="Rolls." />\n   {% endtab %}\n')
    assert [each.text for each in article.passages] == ["Bread. Cakes."]
    assert '<Include text="Rolls." />' in [each.text for each in article.set_aside]


@pytest.mark.parametrize(
    "written",
    [
        '<Faq question="Is it warm?" answer="Yes, *all* day." />',
        '<Entry\n  body="Yes, *all* day."\n  kind="red"\n  head="Is it warm?"\n/>',
        '{% include faq.html question="Is it warm?" answer="Yes, *all* day." %}',
        '{{< faq question="Is it warm?"\n  answer="Yes, *all* day." >}}',
    ],
)
def test_a_question_and_answer_may_be_given_to_a_tag(markdown: Read, written: str) -> None:
    article = markdown(f"## Bread\n\nIt is baked.\n\n{written}\n\nThat is all.\n")
    assert read(article) == [
        (("Bread",), "It is baked."),
        (("Bread", "Is it warm?"), "Yes, all day."),
        (("Bread",), "That is all."),
    ]
    assert [section.faq for section in article.sections] == [False, True]
    assert article.set_aside == ()


def test_what_leads_to_a_page_or_picture_is_no_answer(markdown: Read) -> None:
    article = markdown('Bread.\n\n<Card title="Hungry?" text="Come and eat." href="/eat" />\n')
    assert [each.text for each in article.passages] == ["Bread."]
    assert len(article.set_aside) == 1


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("See [[Opening hours]].", "See Opening hours."),
        ("See [[hours.md|when we open]].", "See when we open."),
        ("See [[hours-v1#Our doors|When we open]].", "See When we open."),
        ("See [[when we open|Hours]].", "See when we open."),
        ("Bread ![[oven.png]] is warm [[1]](https://e.org).", "Bread is warm."),
        ("Write `[[page]]` or [[0, 1], [1, 0]].", "Write [[page]] or [[0, 1], [1, 0]]."),
    ],
)
def test_a_link_of_a_wiki_is_shown_by_its_words(markdown: Read, written: str, words: str) -> None:
    assert [each.text for each in markdown(f"{written}\n").passages] == [words]


@pytest.mark.parametrize(
    ("opens", "indent", "ends"),
    [
        ("::: {.callout-note}", "", ":::\n\n"),
        (":::note", "", ":::\n\n"),
        ("!!! note", "    ", ""),
    ],
)
def test_a_heading_within_a_container_ends_with_it(
    markdown: Read, opens: str, indent: str, ends: str
) -> None:
    article = markdown(
        f"## Bread\n\nIt is baked.\n\n{opens}\n{indent}### Is it hard?\n\n{indent}No.\n\n{ends}"
        "The oven is old.\n\n## Cake\n\nIt is sweet.\n"
    )
    assert [(each.heading, each.text) for each in article.passages] == [
        (("Bread",), "It is baked."),
        (("Bread", "Is it hard?"), "No."),
        (("Bread",), "The oven is old."),
        (("Cake",), "It is sweet."),
    ]


@pytest.mark.parametrize("wraps", ["::: {.title}\n## Bread\n:::", "> ## Bread\n>\n> It is hard."])
def test_a_heading_that_only_stands_in_a_box_goes_on_behind_it(markdown: Read, wraps: str) -> None:
    article = markdown(f"{wraps}\n\nThe oven is old.\n\n## Cake\n\nIt is sweet.\n")
    assert article.passages[-2].heading == ("Bread",)


def test_a_callout_that_asks_is_an_faqs_question(markdown: Read) -> None:
    article = markdown(
        "> [!question]- May I bake?\n> Yes.\n\n> [!faq] May I mill?\n> No.\n\n"
        "> [!note] Is it late?\n> Then go.\n"
    )
    assert [(each.heading, each.faq) for each in article.sections] == [
        *(("May I bake?", True), ("May I mill?", True), ("Is it late?", False))
    ]


@pytest.mark.parametrize(
    "tabs",
    [
        '{{< tabs items="Summer,Winter" >}}\n{{< tab >}}Till *nine*.{{< /tab >}}\n'
        "  {{< tab >}} Till six. {{< /tab >}}\n{{< /tabs >}}\n",
        '{{< tabs items="Summer, Winter" >}}\n\n{{< tab >}}\nTill *nine*.\n{{< /tab >}}\n\n'
        "{{< tab >}}\n\nTill six.\n\n{{< /tab >}}\n{{< /tabs >}}\n",
        '{{< tabs "hours" >}}\n{{< tab "Summer" >}}Till *nine*.{{< /tab >}}\n'
        '{{% tab "Winter" %}}Till six.{{% /tab %}}\n{{< /tabs >}}\n',
    ],
)
def test_a_tabs_name_heads_it(markdown: Read, tabs: str) -> None:
    article = markdown(f"## Hours\n\n{tabs}\nOn Sundays never.\n")
    assert read(article) == [
        (("Hours", "Summer"), "Till nine."),
        (("Hours", "Winter"), "Till six."),
        (("Hours",), "On Sundays never."),
    ]


def test_remarks_of_the_author_are_no_text(markdown: Read) -> None:
    article = markdown(
        "Bread is %%ask Anna%% sold.\n\n%%\nNot yet.\n\nNor this.\n%%\n\n"
        ".. a remark\n\nRye\n.. or not.\n"
    )
    assert [each.text for each in article.passages] == ["Bread is sold.", "Rye .. or not."]
    assert [each.line for each in article.set_aside] == [5, 11]


@pytest.mark.parametrize(
    "text", ["%%TOWN%% has bread.", "%% is a sign.", ".. note:: Closed.", "Up to 5%% and 6%%."]
)
def test_what_only_looks_like_a_remark_is_text(markdown: Read, text: str) -> None:
    assert [each.text for each in markdown(f"{text}\n").passages] == [text]
