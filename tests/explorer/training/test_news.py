"""What was drawn last."""

from explorer.training.news import News


def test_that_only_what_is_another_is_news():
    news, picture = News(), object()
    assert news.has_any(picture, 3)
    assert not news.has_any(picture, 3)
    assert news.has_any(picture, 4)
    assert news.has_any(object(), 4)
