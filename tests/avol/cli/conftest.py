from tests.support.counting_model import model

__all__ = ["model"]
